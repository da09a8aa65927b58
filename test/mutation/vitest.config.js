/** The specifications of the core, for mutation runs: in one process that stays, where one is over in milliseconds. */
module.exports = {
  test: {
    globals: true,
    setupFiles: [require.resolve('./jestGlobal.ts')],
    include: ['lib', 'handlers', 'endpoints', 'settings', 'operators', 'upgrade'].map(
      (of) => `test/${of}/**/*.test.ts`,
    ),
    isolate: false,
    pool: 'threads',
    poolOptions: { threads: { singleThread: true, isolate: false } },
  },
};
