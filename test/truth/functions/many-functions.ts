/** Deterministic, so that a recipe stays the same recipe. */
class Sequence {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (this.state >>> 8) % limit;
  }
}

const COUNT = 600;

/**
 * A program in C of several hundred functions of every kind that makes their starts hard to find: static ones that only a table
 * points to, tail calls, switch tables, functions that do not return, seldom used paths, recursion, unused exported ones.
 */
export function manyFunctions(): string {
  const random = new Sequence(7);
  const names = Array.from({ length: COUNT }, (_, index) => `work_${index}`);
  const isStatic = names.map((_, index) => index % 3 !== 0);
  const declarations = names.map(
    (name, index) => `${isStatic[index] === true ? 'static ' : ''}long ${name}(long, long);`,
  );
  const bodies = names.map((name, index) => {
    const callee = (): string => names[Math.min(COUNT - 1, index + 1 + random.below(COUNT - index))] ?? 'leaf';
    return `${isStatic[index] === true ? 'static ' : ''}KEEP long ${name}(long a, long b) {\n${bodyOf(index, random, callee)}\n}`;
  });
  const table = names.filter((_, index) => index % 7 === 1);
  return [
    HEAD,
    ...declarations,
    ...bodies,
    `static handler *const handlers[] = { ${table.join(', ')} };`,
    `int main(int argc, char **argv) {`,
    `  long sum = argc;`,
    `  for (unsigned i = 0; i < sizeof handlers / sizeof *handlers; i++) sum += handlers[(i * argc) % (sizeof handlers / sizeof *handlers)](sum, i);`,
    names.map((name, index) => (index % 40 === 0 ? `  sum ^= ${name}(sum, ${index});` : '')).join('\n'),
    `  printf("%ld %s\\n", sum, argv[0]);`,
    `  return sum == 42;`,
    `}`,
    '',
  ].join('\n');
}

const HEAD = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define KEEP __attribute__((noinline, used))
typedef long handler(long, long);
static char buffer[256];
__attribute__((noreturn, noinline, cold)) static void give_up(const char *why, long code) {
  fprintf(stderr, "%s: %ld\\n", why, code);
  exit((int)code);
}
KEEP static long leaf(long a, long b) { return a * 3 + b; }
`;

function bodyOf(index: number, random: Sequence, callee: () => string): string {
  const number = random.below(1000) + 2;
  switch (index % 9) {
    case 0:
      return `  return ${callee()}(a + ${number}, b);`;
    case 1:
      return `  long sum = ${number}; for (long i = 0; i < (b & 15); i++) sum += leaf(i, a); return sum;`;
    case 2:
      return switchOn(callee, number);
    case 3:
      return `  if (__builtin_expect(a == ${number}, 0)) give_up("work ${index}", a); return leaf(a, b) + ${callee()}(b, a);`;
    case 4:
      return `  snprintf(buffer, sizeof buffer, "%ld of work ${index}", a); return (long)strlen(buffer) + b;`;
    case 5:
      return `  if (a < 2) return b; return work_${index}(a - 2, b + 1) + work_${index}(a / 2, b);`;
    case 6:
      return `  long local[16]; for (int i = 0; i < 16; i++) local[i] = a * i ^ b; return local[b & 15] + ${callee()}(a, local[3]);`;
    case 7:
      return `  if (a > ${number}) return ${callee()}(b, a); if (b > ${number}) return ${callee()}(a, b); give_up("nothing for ${index}", b);`;
    default:
      return `  return (a ^ ${number}) + b;`;
  }
}

function switchOn(callee: () => string, number: number): string {
  const cases = Array.from({ length: 9 }, (_, index) =>
    index % 3 === 0
      ? `    case ${index}: return ${callee()}(a, ${index});`
      : `    case ${index}: a += ${number * index}; break;`,
  );
  return `  switch (b) {\n${cases.join('\n')}\n    default: give_up("no such case", b);\n  }\n  return a;`;
}
