/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.tools.json' }] },
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/.runtime/'],
  testTimeout: 30_000,
};
