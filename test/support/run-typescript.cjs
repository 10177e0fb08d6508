// Lets a process of its own run this repository's TypeScript: node --require ./test/support/run-typescript.cjs -e '…'
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

require('reflect-metadata');

const root = join(__dirname, '..', '..');
const resolve = Module._resolveFilename;

Module._resolveFilename = (request, ...rest) => {
  const [, layer, path] = /^#([^/]+)\/(.*)$/.exec(request) ?? [];
  if (layer === undefined) return resolve(request, ...rest);
  return join(root, layer === 'test' ? '' : 'src', layer, path.endsWith('.json') ? path : `${path}.ts`);
};

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2023',
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
