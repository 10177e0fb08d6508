import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { promisify } from 'node:util';

import { AppConfig } from '#config/app-config';
import { Radare2AnalysisEngine } from '#infrastructure/radare2/radare2-analysis-engine';
import { Radare2Launcher } from '#infrastructure/radare2/radare2-launcher';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { Sandbox } from '#infrastructure/sandbox/sandbox';
import { headerOf, withFile } from '#test/builders/file-source';

const run = promisify(execFile);
const TIMEOUT_MS = 600_000;
const MOST_OUTPUT = 1 << 30;

const config = new AppConfig();
const host = new HostEnvironment(process.env['PATH'] ?? '');
const engine = new Radare2AnalysisEngine(new Radare2Launcher(config, host, new Sandbox(config, host)));

export interface FunctionListing {
  readonly addresses: ReadonlySet<bigint>;
  readonly seconds: number;
}

/** What the engine lists at standard depth, but for the stubs of imports. */
export async function ourFunctions(path: string): Promise<FunctionListing> {
  const header = await withFile(path, headerOf);
  const task = {
    samplePath: path,
    size: statSync(path).size,
    header,
    depth: 'standard',
    focusAreas: [],
    timeoutMs: TIMEOUT_MS,
  } as const;
  const started = performance.now();
  const { functions } = await engine.analyse(task, () => undefined, new AbortController().signal);
  const own = functions.filter(({ type }) => type !== 'import');
  return { addresses: new Set(own.map(({ address }) => BigInt(address))), seconds: secondsSince(started) };
}

/** What plain `aaa` lists, but for the stubs of imports. */
export async function plainFunctions(path: string): Promise<FunctionListing> {
  const prefix = config.analysis.radare2Prefix;
  const own = `${prefix}/usr/bin/radare2`;
  const [program, env] = existsSync(own)
    ? [own, { ...process.env, R2_PREFIX: `${prefix}/usr` }]
    : ['radare2', process.env];
  const started = performance.now();
  const { stdout } = await run(program, ['-q', '-e', 'scr.color=0', '-c', 'aaa;aflj', path], {
    env,
    maxBuffer: MOST_OUTPUT,
    timeout: TIMEOUT_MS,
  });
  const line = stdout.split('\n').find((each) => each.startsWith('[{') || each === '[]') ?? '[]';
  const functions = JSON.parse(line) as readonly { addr?: number; offset?: number; name: string }[];
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
