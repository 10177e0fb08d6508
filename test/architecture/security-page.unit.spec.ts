import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** A promise whose proof has moved is a promise without one. */
describe('docs/security.md', () => {
  const text = read('docs/security.md');
  const all = (pattern: RegExp): readonly string[] => [
    ...new Set([...text.matchAll(pattern)].map(([, found = '']) => found)),
  ];

  it('names tests and sources that are there', () => {
    const paths = all(/`((?:test|src|docs|docker)\/[\w./-]+)`/g);
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
    const commands = all(/npm run ([\w:]+)/g);
    expect(commands.length).toBeGreaterThan(5);
    expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it('has what holds each break that was found', () => {
    const rows = [...text.matchAll(/^\| (B\d+) +\|.*`[^`\n]+`.*\|$/gm)].map(([, name]) => name);
    expect(rows).toEqual(Array.from({ length: 13 }, (_, index) => `B${index + 1}`));
  });
});
