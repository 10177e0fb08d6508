const rooms = require('./.rooms.cjs');

const layers = {
  domain: [],
  application: ['domain'],
  infrastructure: ['application', 'domain', 'config'],
  presentation: ['application', 'domain', 'config', 'client'],
  config: [],
  client: [],
  console: ['client'],
};

/** Wires what a layer offers, and is in no room. */
const loose = { 'src/application': ['^src/application/application\\.module\\.(unit\\.spec\\.)?ts$'] };

/** The files of a room, not of those within it. */
const filesOf = (layer, room) => `^${layer}/${room}/[^/]+$`;

const roomRules = Object.entries(rooms).flatMap(([layer, may]) => {
  const known = Object.keys(may);
  const climbing = known.flatMap((room, at) => may[room].filter((other) => !known.slice(0, at).includes(other)));
  if (climbing.length > 0) throw new Error(`${layer}: ${climbing.join(', ')}: to be listed above what imports them`);
  const here = layer.replace('src/', '').replace('/', '-');
  const whole = layer.split('/').slice(0, 2).join('/');
  const beside = Object.entries(rooms).filter(([other]) => other !== layer && other.startsWith(`${whole}/`));
  return [
    {
      name: `${here}-has-these-rooms`,
      severity: 'error',
      from: {
        path: `^${whole}/`,
        pathNot: [
          ...[[layer, may], ...beside].flatMap(([of, its]) => Object.keys(its).map((room) => filesOf(of, room))),
          ...(loose[layer] ?? []),
        ],
      },
      to: {},
    },
    ...known.map((room) => ({
      name: `${here}-${room.replace('/', '-')}-imports-its-own`,
      severity: 'error',
      from: { path: filesOf(layer, room), pathNot: '\\.spec\\.ts$' },
      to: { path: `^${layer}/`, pathNot: [room, ...may[room]].map((other) => filesOf(layer, other)) },
    })),
  ];
});

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
      comment:
        'No framework and no I/O in the domain: node:crypto and what of node:net tells the form of an address, at most.',
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
        pathNot: ['^(node:)?(crypto|net)$', '^src/domain/'],
      },
    },
    {
      name: 'domain-asks-net-for-addresses-only',
      comment: 'isIPv4 and isIPv6 are pure; sockets are not. ESLint looks at what is imported.',
      severity: 'error',
      from: {
        path: '^src/domain/',
        pathNot: [
          '\\.spec\\.ts$',
          '^src/domain/strings/network-names\\.ts$',
          '^src/domain/findings/network-indicators\\.ts$',
        ],
      },
      to: { path: '^(node:)?net$' },
    },
    {
      name: 'application-knows-nest-common-only',
      severity: 'error',
      from: { path: '^src/application/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/', 'node_modules/@nestjs/common'] },
    },
    ...roomRules,
    {
      name: 'http-does-not-know-mcp',
      comment:
        'The Model Context Protocol is served by a route beside the others, and takes of them what it shares with them.',
      severity: 'error',
      from: { path: '^src/presentation/http/' },
      to: { path: '^src/presentation/mcp/' },
    },
    {
      name: 'client-runs-in-browsers',
      comment: 'The console uses it as the command line does: nothing of Node.js, no packages.',
      severity: 'error',
      from: { path: '^src/client/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/client/' },
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
      // What the console is made of is in its bundle.
      from: { path: '^src/', pathNot: ['\\.spec\\.ts$', '^src/console/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    // kubernetes-types and @types/sarif have types and nothing to resolve.
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(kubernetes-types/|sarif$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src/client/generated/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
