/**
 * Makes src/client/generated from docs/openapi.json: npm run client:generate.
 * The input is a path that begins with `./`: "docs/openapi.json" would be a project of the generator's own registry.
 */
export default {
  input: './docs/openapi.json',
  // No extensions in imports, as everywhere in src.
  // Its own code does not hold under exactOptionalPropertyTypes: the compiler is to take its types, not to judge it.
  output: {
    path: './src/client/generated',
    header: ['// @ts-nocheck', '// Made by npm run client:generate. Not to be edited.'],
    module: { extension: null },
    tsConfigPath: null,
  },
  logs: { file: false, level: 'warn' },
  plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
};
