import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { AppConfig } from '#config/app-config';
import type { Architecture } from '#domain/shared/executable-header';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { withAnalysedSlice } from '#infrastructure/radare2/radare2-arguments';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { headerOf, withFile } from '#test/builders/file-source';
import { aSha256 } from '#test/builders/job';

const run = promisify(execFile);
const TIMEOUT_MS = 600_000;
const PLAIN_TIMEOUT_MS = 1_800_000;
const MOST_OUTPUT = 1 << 29;
/** What `aaa` said of a file; safe to remove. */
const KEPT = resolve(__dirname, '../../../.data/truth/aaa');

/** Of the processors that universal files are for. */
const RADARE2_NAMES: Partial<Readonly<Record<Architecture, string>>> = {
  x86: 'x86',
  x86_64: 'x86',
  arm: 'arm',
  arm64: 'arm',
  powerpc: 'ppc',
};

const config = new AppConfig();
const host = new HostEnvironment(process.env['PATH'] ?? '');
const engine = new Radare2AnalysisEngine(new Radare2Launcher(config, host, new Sandbox(config, host)));

export interface FunctionListing {
  readonly addresses: ReadonlySet<bigint>;
  readonly seconds: number;
}

export interface OwnListing extends FunctionListing {
  /** The stubs of imports beside them; `aaa` does not know some of them for what they are. */
  readonly withStubs: ReadonlySet<bigint>;
}

/** What the engine lists at standard depth, but for the stubs of imports. */
export async function ourFunctions(path: string): Promise<OwnListing> {
  const header = await withFile(path, headerOf);
  const task = {
    samplePath: path,
    sha256: aSha256(),
    size: statSync(path).size,
    header,
    depth: 'standard',
    focusAreas: [],
    timeoutMs: TIMEOUT_MS,
  } as const;
  const started = performance.now();
  const { functions } = await engine.analyse(task, () => undefined, new AbortController().signal);
  const own = functions.filter(({ type }) => type !== 'import');
  return {
    addresses: new Set(own.map(({ address }) => BigInt(address))),
    withStubs: new Set(functions.map(({ address }) => BigInt(address))),
    seconds: secondsSince(started),
  };
}

/**
 * What plain `aaa` lists, but for the stubs of imports; of a universal file, of the image that the engine chooses. It takes
 * minutes for some files: what it said is kept.
 */
export async function plainFunctions(path: string): Promise<FunctionListing> {
  const digest = createHash('sha256').update(await readFile(path));
  const { radare2Version } = await engine.identity();
  const kept = join(KEPT, `${digest.update(`${radare2Version} 2`).digest('hex')}.json`);
  if (!existsSync(kept)) {
    const { addresses, seconds } = await analyseAll(path);
    await mkdir(KEPT, { recursive: true });
    await writeFile(kept, JSON.stringify({ seconds, addresses: [...addresses].map(String) }));
  }
  const { addresses, seconds } = JSON.parse(await readFile(kept, 'utf8')) as KeptListing;
  return { addresses: new Set(addresses.map(BigInt)), seconds };
}

interface KeptListing {
  readonly seconds: number;
  readonly addresses: readonly string[];
}

async function analyseAll(path: string): Promise<FunctionListing> {
  const prefix = config.analysis.radare2Prefix;
  const own = `${prefix}/usr/bin/radare2`;
  const [program, env] = existsSync(own)
    ? [own, { ...process.env, R2_PREFIX: `${prefix}/usr` }]
    : ['radare2', process.env];
  const { slices, slice = 0 } = withAnalysedSlice(await withFile(path, headerOf));
  const chosen = slices?.[slice];
  const parser = chosen?.bits === 64 ? 'mach064' : 'mach0';
  // Without a parser named it takes an image of its own choice, and reads it as code of this processor.
  const image =
    chosen === undefined ? [] : ['-F', parser, '-a', RADARE2_NAMES[chosen.architecture] ?? '', '-b', `${chosen.bits}`];
  const started = performance.now();
  const { stdout } = await run(
    program,
    ['-q', ...image, '-e', 'scr.color=0', '-e', 'cfg.json.num=hex', '-c', 'aaa;aflj', path],
    {
      env,
      maxBuffer: MOST_OUTPUT,
      timeout: PLAIN_TIMEOUT_MS,
    },
  );
  const line = stdout.split('\n').find((each) => each.startsWith('[{') || each === '[]') ?? '[]';
  const functions = JSON.parse(line) as readonly { addr?: string; offset?: string; name: string }[];
  const named = functions.filter(({ name }) => !name.includes('sym.imp.'));
  return {
    addresses: new Set(named.map(({ addr, offset }) => BigInt(addr ?? offset ?? 0))),
    seconds: secondsSince(started),
  };
}

export async function engineIdentity(): Promise<string> {
  const { engineVersion, sandbox } = await engine.identity();
  return `${engineVersion}, sandbox ${sandbox}`;
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000;
}
