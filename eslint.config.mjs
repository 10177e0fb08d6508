import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import boundaries from 'eslint-plugin-boundaries';
import regexp from 'eslint-plugin-regexp';
import importSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

const layers = ['domain', 'application', 'infrastructure', 'presentation', 'config', 'client', 'bootstrap'];
const layer = (type) => ({ type, pattern: `src/${type}` });
const may = (from, ...to) => ({
  from: { element: { type: from } },
  allow: { to: { element: { types: { anyOf: [from, ...to] } } } },
});

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', '.data/', 'docs/openapi.json', 'src/client/generated/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in main.ts only; take AppConfig.' },
      ],
    },
  },
  {
    // Packages first, then what is ours, by name: that of the same room last.
    files: ['**/*.{ts,tsx,mjs,cjs}'],
    plugins: { 'import-sort': importSort },
    rules: {
      'import-sort/imports': [
        'error',
        {
          groups: [
            ['^node:', '^@?\\w'],
            ['^#', '^\\.'],
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': layers.map(layer),
      'boundaries/include': ['src/**/*.ts'],
    },
    rules: {
      // All lines, comments and blank ones too: that is what one reads.
      'max-lines': ['error', 250],
      complexity: ['error', 15],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          policies: [
            may('domain'),
            may('application', 'domain'),
            may('infrastructure', 'application', 'domain', 'config'),
            may('presentation', 'application', 'domain', 'config', 'client'),
            may('config'),
            may('client'),
            may('bootstrap', 'domain', 'application', 'infrastructure', 'presentation', 'config', 'client'),
            {
              from: { element: { types: { anyOf: ['infrastructure', 'presentation', 'config', 'bootstrap'] } } },
              allow: { to: { origin: ['external', 'core'] } },
            },
            { from: { element: { type: 'application' } }, allow: { dependency: { module: '@nestjs/common' } } },
            { from: { element: { type: 'domain' } }, allow: { dependency: { module: 'node:crypto' } } },
            { from: { element: { type: 'domain' } }, allow: { dependency: { module: 'node:net' } } },
          ],
        },
      ],
    },
  },
  {
    // What is an address is a pure question; all else of the module opens sockets.
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:net',
              allowImportNames: ['isIP', 'isIPv4', 'isIPv6'],
              message: 'The domain does no I/O.',
            },
          ],
        },
      ],
    },
  },
  {
    // What it may import is told by .dependency-cruiser.cjs: its own, the client, and packages that its bundle has in it.
    files: ['src/console/**/*.{ts,tsx}'],
    rules: {
      'boundaries/dependencies': 'off',
      // Handlers of events are one expression each.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    // Markup takes lines: a view is read from top to bottom.
    files: ['src/console/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/main.ts', 'src/cli.ts'],
    rules: { 'no-restricted-properties': 'off', 'boundaries/dependencies': 'off' },
  },
  {
    files: ['src/**/*.spec.ts'],
    rules: {
      'boundaries/dependencies': 'off',
      complexity: 'off',
      // All cases of its one source file are in a spec, whatever their number: half as much again.
      'max-lines': ['error', 375],
      'max-lines-per-function': 'off',
    },
  },
  {
    // Text of samples and of clients meets these: none may take more than linear time, whatever the text.
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.spec.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false, ignorePartial: false }],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['test/**/*.ts', 'src/**/*.spec.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Bodies of answers are `any`: what they are is what these tests check.
    files: ['test/e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        __dirname: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        BigInt: 'readonly',
      },
    },
  },
  prettier,
);
