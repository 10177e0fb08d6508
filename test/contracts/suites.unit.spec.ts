import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
/** Ports that promise too little for a suite, or are looked at in another's: CONTRIBUTING.md says why. */
const WITHOUT = [
  'clock',
  'dependency-check',
  'document-maker',
  'engine-probe',
  'host-pressure',
  'metrics',
  'rule-book',
  'tracing',
];

const names = (folder: string, end: string): readonly string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length));

describe('what a port promises', () => {
  it.each(names('src/application/ports', '.port.ts').filter((port) => !WITHOUT.includes(port)))(
    'of %s is a suite that the adapter and, where there is one, the fake pass',
    (port) => {
      expect(runners('src', port)).not.toEqual([]);
      if (existsSync(join(ROOT, `test/fakes/fake-${port}.ts`))) expect(runners('test', port)).not.toEqual([]);
    },
  );

  it('is said to have no suite of ports that are there', () => {
    expect(names('src/application/ports', '.port.ts')).toEqual(expect.arrayContaining(WITHOUT));
    const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');
    expect(WITHOUT.filter((port) => !page.includes(`\`${port}\``))).toEqual([]);
  });
});

/** Specs that run the suite of a port. */
function runners(folder: string, port: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      name.endsWith('.spec.ts') && readFileSync(join(ROOT, folder, name), 'utf8').includes(`/${port}.contract'`),
  );
}
