import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FunctionStarts } from '#domain/functions/function-starts';
import { readFunctionStarts } from '#domain/functions/function-starts';
import { withFile } from '#test/builders/file-source';
import { opened } from '#test/builders/opened-executable';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const PROGRAM = `package main

type shape interface{ area() int }
type square struct{ side int }

//go:noinline
func (s square) area() int { return s.side * s.side }

func main() {
	var s shape = square{len("side")}
	println(s.area())
}
`;

const hasCompiler = ((): boolean => {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!hasCompiler) console.warn('No Go: the test of a program of its compiler is skipped.');

(hasCompiler ? describe : describe.skip)('a stripped program of the Go compiler', () => {
  let directory: TemporaryDirectory;
  let stripped: FunctionStarts;
  let symbols: ReadonlyMap<string, bigint>;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
    const source = join(directory.path, 'main.go');
    writeFileSync(source, PROGRAM);
    const env = { ...process.env, GO111MODULE: 'off', CGO_ENABLED: '0', GOFLAGS: '' };
    const build = (name: string, ...flags: string[]): string => {
      const path = join(directory.path, name);
      execFileSync('go', ['build', ...flags, '-o', path, source], { env });
      return path;
    };
    const listing = execFileSync('go', ['tool', 'nm', build('whole')], { encoding: 'utf8' });
    symbols = new Map(
      [...listing.matchAll(/^\s*([0-9a-f]+) [tT] (\S+)$/gm)].map(([, at, name]) => [name ?? '', BigInt(`0x${at}`)]),
    );
    stripped = await withFile(build('stripped', '-ldflags=-s -w'), async (file) =>
      readFunctionStarts(await opened(file)),
    );
  });

  afterAll(() => directory.remove());

  it('names its functions where they are', () => {
    const places = new Map(stripped.starts.map(({ name, address }) => [name, BigInt(address)]));
    expect(stripped.tables).toEqual(['gopclntab']);
    for (const name of ['main.main', 'main.square.area', 'runtime.main', 'runtime.gopanic']) {
      expect(places.get(name)).toBe(symbols.get(name));
    }
  });

  it('names all of them', () => {
    const known = new Set(stripped.starts.map(({ address }) => BigInt(address)));
    const unknown = [...symbols].filter(([, address]) => !known.has(address)).map(([name]) => name);
    expect(unknown.filter((name) => !/^(?:go[:.]buildid|runtime\.e?text)$/.test(name))).toEqual([]);
  });
});
