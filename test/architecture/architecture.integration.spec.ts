import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { TemporaryDirectory } from '#test/support/temporary-directory';

const ROOT = join(__dirname, '../..');

/** One file each that breaks one rule; the rule that must catch it. */
const VIOLATIONS: readonly (readonly [rule: string, path: string, content: string])[] = [
  ['domain-imports-inward-only', 'src/domain/a.ts', "import '#application/target';"],
  ['domain-is-pure', 'src/domain/b.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;"],
  [
    'domain-is-pure',
    'src/domain/c.ts',
    "import { Injectable } from '@nestjs/common';\nexport const decorator = Injectable;",
  ],
  [
    'domain-asks-net-for-addresses-only',
    'src/domain/f.ts',
    "import { isIP } from 'node:net';\nexport const is = isIP;",
  ],
  ['application-imports-inward-only', 'src/application/a.ts', "import '#infrastructure/target';"],
  [
    'application-knows-nest-common-only',
    'src/application/b.ts',
    "import { Redis } from 'ioredis';\nexport const R = Redis;",
  ],
  ['infrastructure-imports-inward-only', 'src/infrastructure/a.ts', "import '#presentation/target';"],
  ['presentation-imports-inward-only', 'src/presentation/a.ts', "import '#infrastructure/target';"],
  ['config-imports-inward-only', 'src/config/a.ts', "import '#domain/target';"],
  ['src-never-imports-test', 'src/infrastructure/b.ts', "import '#test/target';"],
  ['no-dev-packages-in-src', 'src/infrastructure/c.ts', "import fc from 'fast-check';\nexport const f = fc;"],
  ['domain-has-these-rooms', 'src/domain/attic/a.ts', "import '#domain/target';"],
  ['infrastructure-has-these-rooms', 'src/infrastructure/d.ts', "import '#infrastructure/radare2/target';"],
  ['presentation-http-has-these-rooms', 'src/presentation/ws/a.ts', "import '#presentation/http/analysis/target';"],
  ['domain-bytes-imports-its-own', 'src/domain/bytes/a.ts', "import '#domain/anatomy/target';"],
  ['domain-executables-elf-imports-its-own', 'src/domain/executables/elf/a.ts', "import '#domain/executables/target';"],
  ['application-analysis-imports-its-own', 'src/application/analysis/a.ts', "import '#application/access/target';"],
  [
    'infrastructure-readers-imports-its-own',
    'src/infrastructure/readers/a.ts',
    "import '#infrastructure/radare2/target';",
  ],
  [
    'presentation-http-body-imports-its-own',
    'src/presentation/http/body/a.ts',
    "import '#presentation/http/analysis/target';",
  ],
  [
    'presentation-mcp-tools-imports-its-own',
    'src/presentation/mcp/tools/a.ts',
    "import '#presentation/mcp/server/target';",
  ],
  ['http-does-not-know-mcp', 'src/presentation/http/body/b.ts', "import '#presentation/mcp/server/target';"],
  ['no-cycles', 'src/domain/shared/d.ts', "import { e } from './e';\nexport const d = (): unknown => e;"],
];
const INNOCENT: readonly (readonly [string, string])[] = [
  ...['domain', 'application', 'infrastructure', 'presentation'].map(
    (layer) => [`src/${layer}/target.ts`, 'export const target = 1;'] as const,
  ),
  ...[
    'domain/anatomy',
    'domain/executables',
    'application/access',
    'infrastructure/radare2',
    'presentation/http/analysis',
    'presentation/mcp/server',
  ].map((room) => [`src/${room}/target.ts`, 'export const target = 1;'] as const),
  ['src/domain/anatomy/survey.ts', "import { target } from '#domain/executables/target';\nexport const s = target;"],
  ['test/target.ts', 'export const target = 1;'],
  ['src/domain/shared/e.ts', "import { d } from './d';\nexport const e = (): unknown => d;"],
  ['src/domain/shared/hash.ts', "import { createHash } from 'node:crypto';\nexport const hash = createHash;"],
  [
    'src/application/access/use-case.ts',
    "import { Injectable } from '@nestjs/common';\nexport const decorator = Injectable;",
  ],
  ['src/infrastructure/clock/adapter.ts', "import { target } from '#application/target';\nexport const a = target;"],
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

describe('the architecture rules', () => {
  let project: TemporaryDirectory;
  let found: readonly string[];

  beforeAll(async () => {
    project = await TemporaryDirectory.create();
    for (const name of ['.dependency-cruiser.cjs', '.rooms.cjs', 'tsconfig.json', 'package.json']) {
      cpSync(join(ROOT, name), join(project.path, name));
    }
    symlinkSync(join(ROOT, 'node_modules'), join(project.path, 'node_modules'));
    for (const [path, content] of [...VIOLATIONS.map(([, path, content]) => [path, content] as const), ...INNOCENT]) {
      mkdirSync(dirname(join(project.path, path)), { recursive: true });
      writeFileSync(join(project.path, path), content);
    }
    found = (await cruise(project.path)).map(({ rule, from }) => `${rule.name} ${from}`);
  });
  afterAll(async () => {
    await project.remove();
  });

  it.each(VIOLATIONS)('%s catches %s', (rule, path) => {
    expect(found).toContain(`${rule} ${path}`);
  });

  it('leave alone what is allowed', () => {
    const allowed = INNOCENT.map(([path]) => path).filter((path) => path !== 'src/domain/shared/e.ts');
    expect(found.filter((violation) => allowed.some((path) => violation.endsWith(` ${path}`)))).toEqual([]);
  });

  it('bind the environment to main.ts', () => {
    expect(readFileSync(join(ROOT, 'eslint.config.mjs'), 'utf8')).toContain("object: 'process', property: 'env'");
  });
});

function cruise(directory: string): Promise<readonly Violation[]> {
  const program = join(ROOT, 'node_modules/.bin/depcruise');
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'test'];
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: directory, maxBuffer: 64 * 1024 * 1024 }, (_failed, stdout, stderr) => {
      try {
        const report = JSON.parse(stdout) as { summary: { violations: readonly Violation[] } };
        resolve(report.summary.violations);
      } catch {
        reject(new Error(`depcruise printed no report: ${stderr}`));
      }
    });
  });
}
