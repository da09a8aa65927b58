/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.tools.json' }] },
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.runtime/'],
  globalSetup: '<rootDir>/test/support/globalSetup.ts',
  maxWorkers: 3,
  testTimeout: 30_000,
};
