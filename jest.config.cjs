const { availableParallelism } = require('node:os');

const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2023',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** Nest is ES modules, which jest can `require` only with --experimental-vm-modules, and not before Node 24.9. */
const swcOfNest = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023' }, module: { type: 'commonjs' }, sourceMaps: 'inline' },
];

/** @param {'unit' | 'integration' | 'e2e' | 'long'} name a project takes the files that end in `.{name}.spec.ts` */
const project = (name) => ({
  displayName: name,
  rootDir: __dirname,
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: [`**/*.${name}.spec.ts`],
  transform: { '^.+\\.ts$': swc, '/node_modules/@nestjs/.+\\.js$': swcOfNest },
  transformIgnorePatterns: ['/node_modules/(?!@nestjs/)'],
  moduleNameMapper: {
    '^#(config|domain|application|infrastructure|presentation|bootstrap|client)/(.*)$': '<rootDir>/src/$1/$2',
    '^#test/(.*)$': '<rootDir>/test/$1',
  },
  setupFiles: ['reflect-metadata', '<rootDir>/test/support/silence-logs.ts'],
});

/** @type {import('jest').Config} */
module.exports = {
  // Those that start many processes and wait for what is away are a command: npm run test:long.
  projects: process.argv.includes('long')
    ? [project('long')]
    : [project('unit'), project('integration'), project('e2e')],
  // For a machine that has much else to do: only what never ends is told by it.
  testTimeout: 600_000,
  // The tests wait a third of their time; never in one process, which would keep what each test file leaves in memory.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testSequencer: '<rootDir>/test/support/slowest-first.cjs',
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.spec.ts', '!src/main.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text', 'text-summary', 'lcov'],
};
