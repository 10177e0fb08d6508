import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const MAP = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
const LAYERS = [
  'domain',
  'application',
  'infrastructure',
  'presentation',
  'bootstrap',
  'client',
  'config',
  'console',
  'docs',
  'test',
];
const ROOMS = createRequire(__filename)(join(ROOT, '.rooms.cjs')) as Readonly<Record<string, object>>;

describe('docs/architecture.md', () => {
  const named = [...MAP.matchAll(/`([a-z][\w./-]*\/[\w./-]*[\w])`/g)].map(([, path]) => path ?? '');

  it.each([...new Set(named)].filter((path) => LAYERS.includes(path.split('/')[0] ?? '')))('%s is there', (path) => {
    expect(['src', '.'].some((base) => existsSync(join(ROOT, base, path)))).toBe(true);
  });

  it.each(Object.entries(ROOMS).flatMap(([layer, list]) => Object.keys(list).map((room) => [layer, room] as const)))(
    'names %s/%s',
    (layer, room) => {
      expect(tableOf(layer)).toContain(`\`${room}\``);
    },
  );
});

/** The lines of the table whose head names the layer. */
function tableOf(layer: string): string {
  const [, table = ''] = MAP.split(new RegExp(`^\\| \`${layer.replace('src/', '')}/\``, 'm'));
  return table.split('\n\n')[0] ?? '';
}
