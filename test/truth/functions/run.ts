import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import { samplePath, SAMPLES, samplesPresent } from '#test/builders/samples';
import { engineIdentity, ourFunctions, plainFunctions } from './lists';
import { knownPrograms } from './programs';
import { score, shareOf, withoutWrong } from './score';
import { elfTruth, unwindTruth } from './symbol-truth';

const USAGE = `usage: npm run truth:functions -- [--only PATTERN] [--part built|system|samples] [--show N] [--without-aaa]

  --only         a regular expression that names of programs match
  --part         built: programs of known source; system: unwind tables of this machine's; samples: recall against aaa
  --show         addresses of so many missed and wrong functions for each program (default: 0)
  --without-aaa  leave out radare2's own analysis, which takes most of the time`;

const SYSTEM = [
  '/usr/bin/git',
  '/usr/bin/python3.11',
  '/bin/bash',
  ...[
    'ls',
    'tar',
    'grep',
    'find',
    'sed',
    'ssh',
    'curl',
    'openssl',
    'perl',
    'gpg',
    'make',
    'ld',
    'objdump',
    'gdb',
    'awk',
  ],
  ...[
    'dpkg',
    'apt-get',
    'systemctl',
    'rsync',
    'vim.basic',
    'sqlite3',
    'redis-server',
    'bwrap',
    'patchelf',
    'xz',
    'wget',
  ],
].map((name) => (name.startsWith('/') ? name : `/usr/bin/${name}`));

/** Least shares: what is not named is measured and not judged. */
interface Wanted {
  readonly recall?: number;
  readonly precision?: number;
  readonly ofPlain?: number;
}

/** By target. */
const WANTED: Readonly<Record<string, Wanted>> = {
  x86_64: { recall: 0.98, precision: 0.99 },
  arm64: { recall: 0.98, precision: 0.99 },
  win64: { recall: 0.93 },
  // No table tells that what is only jumped to is a function.
  armhf: { ofPlain: 0.98 },
};
/** Where no table tells: of Lua. Of the functions of the other program many are reached by none but pointers. */
const WANTED_WITHOUT_TABLES: Wanted = { recall: 0.96, precision: 0.97 };
const WANTED_OF_UNWIND = 0.98;
/** Of what `aaa` finds; less on processors that radare2 knows less well. */
const WANTED_OF_PLAIN = { usual: 0.995, rare: 0.98 };
const USUAL = new Set(['x86', 'x86_64', 'arm', 'arm64']);

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    part: { type: 'string' },
    show: { type: 'string', default: '0' },
    'without-aaa': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const only = new RegExp(values.only);
const shown = Number(values.show);
const withPlain = !values['without-aaa'];
const failures: string[] = [];

/** Prints and judges; status 1 when a figure is missed. */
async function main(): Promise<void> {
  if (values.help) {
    say(USAGE);
    return;
  }
  say(await engineIdentity());
  const wants = (part: string): boolean => values.part === undefined || values.part === part;
  if (wants('built')) await judgeBuilt();
  if (wants('system')) await judgeSystem();
  if (wants('samples') && withPlain) await judgeSamples();
  say(failures.length === 0 ? '\nAll figures are reached.' : `\nMissed:\n  ${failures.join('\n  ')}`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

async function judgeBuilt(): Promise<void> {
  say('\n# Stripped builds against the symbols of the same code unstripped.');
  say(
    '# Aliases count once. Neither for nor against count cold parts, untyped labels of assembler, stubs of the linker,',
  );
  say('# and, in Windows programs, object files of libraries whose symbols are gone.');
  say(row('program', 'truth', 'ours', 'recall', 'precision', 's', 'aaa', 'recall', 'precision', 's', 'of aaa'));
  for await (const { name, target, stripped, truth } of knownPrograms(only, say)) {
    const symbols = await truth();
    const ours = await ourFunctions(stripped);
    const own = score(ours.addresses, symbols);
    const cells = [own.truth, own.listed, figure(own.recall), figure(own.precision), ours.seconds.toFixed(1)];
    const isBare = name.includes('-fno-unwind-tables');
    const wanted = isBare ? (name.startsWith('lua') ? WANTED_WITHOUT_TABLES : undefined) : WANTED[target];
    judge(name, 'recall', own.recall, wanted?.recall);
    judge(name, 'precision', own.precision, wanted?.precision);
    if (withPlain) {
      const plain = await plainFunctions(stripped);
      const their = score(plain.addresses, symbols);
      const ofPlain = shareOf(withoutWrong(plain.addresses, symbols, true), ours.withStubs);
      cells.push(
        their.listed,
        figure(their.recall),
        figure(their.precision),
        plain.seconds.toFixed(1),
        figure(ofPlain),
      );
      judge(name, 'recall against aaa', ofPlain, wanted?.ofPlain ?? WANTED_OF_PLAIN.usual);
    }
    say(row(name, ...cells));
    show('missed', own.missed);
    show('wrong', own.wrong);
  }
}

async function judgeSystem(): Promise<void> {
  say('\n# Functions that the unwind tables of programs of this system name (readelf), stubs of the linker left out.');
  say(row('program', 'unwind', 'ours', 'share', 's', 'aaa', 'share', 's', 'of aaa'));
  for (const path of SYSTEM.filter((each) => existsSync(each) && only.test(each))) {
    const known = await unwindTruth(path);
    const ours = await ourFunctions(path);
    const share = shareOf(known, ours.addresses);
    const cells = [known.size, ours.addresses.size, figure(share), ours.seconds.toFixed(1)];
    judge(path, 'share of the unwind tables', share, WANTED_OF_UNWIND);
    if (withPlain) {
      const plain = await plainFunctions(path);
      const ofPlain = shareOf(plain.addresses, ours.addresses);
      cells.push(
        plain.addresses.size,
        figure(shareOf(known, plain.addresses)),
        plain.seconds.toFixed(1),
        figure(ofPlain),
      );
      judge(path, 'recall against aaa', ofPlain, WANTED_OF_PLAIN.usual);
    }
    say(row(path, ...cells));
    show(
      'missed',
      [...known].filter((address) => !ours.addresses.has(address)),
    );
  }
}

async function judgeSamples(): Promise<void> {
  if (!samplesPresent()) {
    say('\nNo samples: recall against aaa is not measured.');
    return;
  }
  say("\n# What of the functions that aaa finds is listed too; what begins within a symbol's function is none.");
  say(row('sample', 'aaa', 'none', 'ours', 'recall', 's', 'aaa s'));
  for (const [name, format, architecture] of SAMPLES.filter(([each]) => only.test(each))) {
    const path = samplePath(name);
    const plain = await plainFunctions(path);
    const ours = await ourFunctions(path);
    const right = format === 'elf' ? withoutWrong(plain.addresses, await elfTruth(path), false) : plain.addresses;
    const recall = shareOf(right, ours.withStubs);
    const wrong = plain.addresses.size - right.size;
    const seconds = [ours.seconds.toFixed(1), plain.seconds.toFixed(1)];
    say(row(name, plain.addresses.size, wrong, ours.addresses.size, figure(recall), ...seconds));
    judge(name, 'recall against aaa', recall, USUAL.has(architecture) ? WANTED_OF_PLAIN.usual : WANTED_OF_PLAIN.rare);
    show(
      'missed',
      [...right].filter((address) => !ours.withStubs.has(address)),
    );
  }
}

function judge(name: string, what: string, reached: number, wanted: number | undefined): void {
  if (wanted !== undefined && reached < wanted) failures.push(`${name}: ${what} ${figure(reached)}, wanted ${wanted}`);
}

function show(what: string, addresses: readonly bigint[]): void {
  if (shown === 0 || addresses.length === 0) return;
  const some = addresses.slice(0, shown).map((address) => `0x${address.toString(16)}`);
  say(`    ${what} ${addresses.length}: ${some.join(' ')}`);
}

function row(name: string, ...cells: readonly (string | number)[]): string {
  const label = name.startsWith('/') ? basename(name) : name;
  return [label.padEnd(48), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
}

function figure(share: number): string {
  return share.toFixed(4);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void main();
