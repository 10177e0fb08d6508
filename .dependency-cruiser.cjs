const layers = {
  domain: [],
  application: ['domain'],
  infrastructure: ['application', 'domain', 'config'],
  presentation: ['application', 'domain', 'config'],
  config: [],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(layers).map(([from, may]) => ({
      name: `${from}-imports-inward-only`,
      severity: 'error',
      from: { path: `^src/${from}/` },
      to: { path: '^src/', pathNot: [from, ...may].map((layer) => `^src/${layer}/`) },
    })),
    {
      name: 'domain-is-pure',
      comment: 'No framework and no I/O in the domain: node:crypto at most.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        dependencyTypesNot: [
          'local',
          'aliased',
          'aliased-subpath-import',
          'aliased-tsconfig',
          'aliased-tsconfig-paths',
          'type-only',
        ],
        pathNot: ['^(node:)?crypto$', '^src/domain/'],
      },
    },
    {
      name: 'application-knows-nest-common-only',
      severity: 'error',
      from: { path: '^src/application/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/', 'node_modules/@nestjs/common'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'src-never-imports-test',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'no-dev-packages-in-src',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/openapi/client/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
