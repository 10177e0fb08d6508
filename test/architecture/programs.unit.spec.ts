import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const TAKEN = /const \{ ([\w, ]+) \} = dist\('([\w/.-]+)'\)/g;

/** Nothing compiles the programs that are started by hand: a file that has moved would show when they are needed. */
describe('programs that use what was built', () => {
  const programs = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.mjs'),
  );
  const taken = programs.flatMap((program) =>
    [...readFileSync(join(ROOT, 'test', program), 'utf8').matchAll(TAKEN)].flatMap(([, names = '', file = '']) =>
      names.split(', ').map((name) => [program, file, name] as const),
    ),
  );

  it('are there', () => {
    expect(taken.length).toBeGreaterThan(10);
  });

  it.each(taken)('%s: %s has %s', (_, file, name) => {
    const source = readFileSync(join(ROOT, 'src', `${file}.ts`), 'utf8');
    expect(source).toMatch(new RegExp(`^export (?:abstract |async )*(?:class|function|const) ${name}\\b`, 'm'));
  });
});
