import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { identitiesByName } from '#test/code/own-code-of';
import { TemporaryDirectory } from '#test/support/temporary-directory';

const COUNT = 24;
const body = (index: number): string => `
  int r = ${String(index + 3)};
  for (int i = 0; i < n; i++) { r = r * ${String(index * 7 + 5)} + p[i]; if (r > limit) r -= told(r ^ ${String(index)}, names[i & 3]); }
  total += r; return r + total;`;
const FUNCTIONS = Array.from(
  { length: COUNT },
  (_, index) => `KEPT int work${String(index)}(const int *p, int n) {${body(index)}\n}`,
);
const switched = (cases: number): string =>
  Array.from(
    { length: cases },
    (_, index) => `case ${String(index)}: r += told(r, "case ${String(index)}"); break;`,
  ).join('\n');

/** One function before all others is larger in the second build, and there is more data; of the rest one has another constant. */
function source(isSecond: boolean): string {
  const functions = isSecond
    ? FUNCTIONS.map((text, index) => (index === 5 ? text.replace('r = 8;', 'r = 9;') : text))
    : FUNCTIONS;
  return `
#define KEPT __attribute__((noinline, visibility("default")))
${isSecond ? 'const char *more[] = {"a", "bcd", "efghi"}; int others[100] = {1};' : ''}
static const char *const names[] = {"one", "two", "three", "four"}; static int limit = 1000, total;
KEPT int told(int x, const char *text) { int r = 0; for (; *text; text++) r = r * 31 + *text; return r ^ (x << 3); }
KEPT int first(int x) { int r = x; switch (x) { ${switched(isSecond ? 40 : 6)} } return r; }
${functions.join('\n')}
KEPT int main(void) { int p[4] = {1, 2, 3, 4}, r = first(3); ${FUNCTIONS.map((_, index) => `r += work${String(index)}(p, 4);`).join(' ')} return r; }
`;
}

describe('functions of two builds that differ in two of them', () => {
  let directory: TemporaryDirectory;

  beforeAll(async () => {
    directory = await TemporaryDirectory.create();
  });
  afterAll(() => directory.remove());

  it.each([
    ['ELF, x86-64', 'gcc', []],
    ['ELF, x86-64, without optimisation', 'gcc', ['-O0']],
    ['ELF, x86-64, where it is linked for', 'gcc', ['-no-pie', '-fno-pie']],
    ['PE, x86-64', 'x86_64-w64-mingw32-gcc', []],
    [
      'ELF, ARM64',
      'clang-19',
      ['--target=aarch64-linux-gnu', '-fPIE', '-pie', '-nostdlib', '-fuse-ld=lld', '-Wl,-e,main'],
    ],
  ])('%s: all others have the same hash', async (target, compiler, options) => {
    const builds = [false, true].map((isSecond) => {
      const [text, file] = ['c', 'out'].map((end) =>
        join(directory.path, `${target.replaceAll(/\W/g, '')}${String(isSecond)}.${end}`),
      ) as [string, string];
      writeFileSync(text, source(isSecond));
      execFileSync(compiler, ['-O2', ...options, text, '-o', file]);
      return file;
    });
    const [before, after] = await Promise.all(builds.map(identitiesByName));
    const own = ['told', ...FUNCTIONS.map((_, index) => `work${String(index)}`)];
    const isSame = (name: string): boolean => before?.get(name) !== undefined && before.get(name) === after?.get(name);
    expect(own.filter((name) => !isSame(name))).toEqual(['work5']);
    expect(isSame('first')).toBe(false);
    // Each has constants of its own.
    expect(new Set(own.map((name) => before?.get(name))).size).toBe(own.length);
  });
});
