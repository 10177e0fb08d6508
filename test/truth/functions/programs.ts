import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import type { FixtureRecipe } from '../fixtures/build-fixture';
import { buildFixture, fixtureName, packagesMissingFor } from '../fixtures/build-fixture';
import type { Compiler, Target } from '../fixtures/toolchains';
import { luaSources, manyFunctionsSource } from './sources';
import type { SymbolTruth } from './symbol-truth';
import { elfTruth, goTruth, peTruth } from './symbol-truth';

const run = promisify(execFile);
const OTHERS = resolve(__dirname, '../../../.data/truth/programs');

/** A program with symbols, and how to have the same code without them. */
export interface KnownProgram {
  readonly name: string;
  readonly target: Target;
  readonly stripped: string;
  readonly truth: () => Promise<SymbolTruth>;
}

type Row = readonly [Compiler, Target, readonly string[]];

const LEVELS: readonly Row[] = [
  ['gcc', 'x86_64', ['-O0']],
  ['gcc', 'x86_64', ['-O1']],
  ['gcc', 'x86_64', ['-O2']],
  ['gcc', 'x86_64', ['-O3']],
  ['gcc', 'x86_64', ['-O2', '-no-pie', '-fcf-protection=full']],
  ['gcc', 'x86_64', ['-O2', '-fstack-protector-strong', '-D_FORTIFY_SOURCE=2', '-Wl,-z,now']],
  ['clang', 'x86_64', ['-O0']],
  ['clang', 'x86_64', ['-O2']],
  ['clang', 'x86_64', ['-O3']],
  ['gcc', 'arm64', ['-O0']],
  ['gcc', 'arm64', ['-O1']],
  ['gcc', 'arm64', ['-O2']],
  ['gcc', 'arm64', ['-O3']],
  ['clang', 'arm64', ['-O0']],
  ['clang', 'arm64', ['-O2']],
  ['gcc', 'i386', ['-O0']],
  ['gcc', 'i386', ['-O2']],
  ['clang', 'i386', ['-O2']],
  ['gcc', 'armhf', ['-O0']],
  ['gcc', 'armhf', ['-O2']],
  ['clang', 'armhf', ['-O2']],
  ['gcc', 'win64', ['-O0']],
  ['gcc', 'win64', ['-O1']],
  ['gcc', 'win64', ['-O2']],
  ['gcc', 'win64', ['-O3']],
  ['gcc', 'win32', ['-O0']],
  ['gcc', 'win32', ['-O2']],
];

/** What is left is told by the code alone. */
const WITHOUT_TABLES = ['-fno-asynchronous-unwind-tables', '-fno-unwind-tables'];
const BARE: readonly Row[] = [
  ['gcc', 'x86_64', ['-O0', ...WITHOUT_TABLES]],
  ['gcc', 'x86_64', ['-O2', ...WITHOUT_TABLES]],
  ['gcc', 'x86_64', ['-O3', '-no-pie', ...WITHOUT_TABLES]],
  ['clang', 'x86_64', ['-O2', ...WITHOUT_TABLES]],
  ['gcc', 'i386', ['-O2', ...WITHOUT_TABLES]],
  ['gcc', 'arm64', ['-O2', ...WITHOUT_TABLES]],
  ['clang', 'arm64', ['-O2', ...WITHOUT_TABLES]],
  ['gcc', 'win32', ['-O2', ...WITHOUT_TABLES]],
];

const CXX: readonly Row[] = [
  ['g++', 'x86_64', ['-O0']],
  ['g++', 'x86_64', ['-O2']],
  ['clang++', 'x86_64', ['-O2']],
  ['g++', 'arm64', ['-O2']],
  ['g++', 'win64', ['-O2', '-static']],
  ['g++', 'win32', ['-O2', '-static']],
];

/** All that can be built here, each when it is asked for; `say` hears of what cannot. */
export async function* knownPrograms(only: RegExp, say: (line: string) => void): AsyncGenerator<KnownProgram> {
  const many = await manyFunctionsSource();
  const recipes = [
    ...[...LEVELS, ...BARE].map((row) => recipe(many, row)),
    ...(await luaRecipes(say)),
    ...CXX.map((row) => recipe('sampler.cpp', row)),
  ];
  for (const each of recipes.filter((one) => only.test(shortName(one)))) {
    const missing = packagesMissingFor(each);
    if (missing.length > 0) say(`${shortName(each)} is left out: apt-get install ${missing.join(' ')}`);
    else yield await built(each);
  }
  yield* otherLanguages(only, say);
}

/** Sources of Lua are compiled each by itself; all but the first stand among the flags. */
async function luaRecipes(say: (line: string) => void): Promise<readonly FixtureRecipe[]> {
  try {
    const [source = '', ...more] = await luaSources();
    return [...LEVELS, ...BARE].map(([compiler, target, flags]) => {
      const libraries = target.startsWith('win') ? ['-lm'] : ['-DLUA_USE_POSIX', '-lm'];
      return { source, compiler, target, flags: [...flags, ...more, ...libraries] };
    });
  } catch (error) {
    say(`Lua is left out: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}

function recipe(source: string, [compiler, target, flags]: Row): FixtureRecipe {
  return { source, compiler, target, flags };
}

function shortName(each: FixtureRecipe): string {
  return fixtureName({ ...each, flags: (each.flags ?? []).filter((flag) => !/^\/|^-l|^-D/.test(flag)) });
}

async function built(each: FixtureRecipe): Promise<KnownProgram> {
  const { target = 'x86_64' } = each;
  const whole = await buildFixture(each);
  return {
    name: shortName(each),
    target,
    stripped: await buildFixture({ ...each, stripped: true }),
    truth: () => (target.startsWith('win') ? peTruth(whole) : elfTruth(whole)),
  };
}

const GO_PROGRAM = `package main

import (
	"fmt"
	"net/http"
	"os"
	"sort"
	"strings"
)

type shape interface{ area() float64 }
type square struct{ side float64 }

func (s square) area() float64 { return s.side * s.side }

func words(text string) []string {
	list := strings.Fields(text)
	sort.Strings(list)
	return list
}

func main() {
	var s shape = square{float64(len(os.Args))}
	defer func() { fmt.Println(recover()) }()
	fmt.Println(words(strings.Join(os.Args, " ")), s.area())
	if len(os.Args) > 1 {
		fmt.Println(http.Get(os.Args[1]))
	}
}
`;

const RUST_PROGRAM = `use std::collections::HashMap;
use std::io::Read;

fn count(text: &str) -> HashMap<&str, usize> {
    let mut words = HashMap::new();
    for word in text.split_whitespace() {
        *words.entry(word).or_insert(0) += 1;
    }
    words
}

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut words: Vec<_> = count(&text).into_iter().collect();
    words.sort();
    println!("{words:?}");
    Ok(())
}
`;

/** Compilers that link and strip by themselves. */
async function* otherLanguages(only: RegExp, say: (line: string) => void): AsyncGenerator<KnownProgram> {
  await mkdir(OTHERS, { recursive: true });
  const goSource = join(OTHERS, 'program.go');
  const rustSource = join(OTHERS, 'program.rs');
  await writeFile(goSource, GO_PROGRAM);
  await writeFile(rustSource, RUST_PROGRAM);
  const go = ([target, system, processor]: (typeof GO_TARGETS)[number]): Promise<KnownProgram> => {
    const environment = { GOOS: system, GOARCH: processor, CGO_ENABLED: '0', GO111MODULE: 'off' };
    const build = (path: string, ...flags: string[]): Promise<void> =>
      execute('go', ['build', ...flags, '-o', path, goSource], environment);
    return buildBoth(`program.go go ${system}/${processor}`, target, goTruth, build, ['-ldflags=-s -w']);
  };
  const attempts: (readonly [string, () => Promise<KnownProgram>])[] = [
    ...GO_TARGETS.map((row) => [`program.go go ${row[1]}/${row[2]}`, () => go(row)] as const),
    ...['0', '2'].map((level) => {
      const build = (path: string, ...flags: string[]): Promise<void> =>
        execute('rustc', ['--edition', '2021', `-Copt-level=${level}`, ...flags, '-o', path, rustSource], {});
      const name = `program.rs rustc x86_64 -O${level}`;
      return [name, () => buildBoth(name, 'x86_64', elfTruth, build, ['-Cstrip=symbols'])] as const;
    }),
  ];
  for (const [name, attempt] of attempts.filter(([each]) => only.test(each))) {
    try {
      yield await attempt();
    } catch (error) {
      say(`${name} is left out: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  }
}

const GO_TARGETS = [
  ['x86_64', 'linux', 'amd64'],
  ['arm64', 'linux', 'arm64'],
  ['win64', 'windows', 'amd64'],
] as const;

async function buildBoth(
  name: string,
  target: Target,
  truth: (path: string) => Promise<SymbolTruth>,
  build: (path: string, ...flags: string[]) => Promise<void>,
  strip: readonly string[],
): Promise<KnownProgram> {
  const whole = join(OTHERS, name.replace(/[ /]/g, '-'));
  const stripped = `${whole}.stripped`;
  await build(whole);
  await build(stripped, ...strip);
  return { name, target, stripped, truth: () => truth(whole) };
}

async function execute(program: string, args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  await run(program, args, { cwd: OTHERS, env: { ...process.env, ...environment }, timeout: 300_000 });
}
