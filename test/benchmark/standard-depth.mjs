import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installedRadare2 } from './support/installed-radare2.mjs';

const require = createRequire(import.meta.url);
require('reflect-metadata');
const dist = (path) => require(`../../dist/${path}.js`);
const { AppConfig } = dist('config/app-config');
const { readExecutableHeader } = dist('domain/executables/read-executable-header');
const { Radare2AnalysisEngine } = dist('infrastructure/radare2/radare2-analysis-engine');
const { Radare2Launcher } = dist('infrastructure/radare2/radare2-launcher');
const { HostEnvironment } = dist('infrastructure/sandbox/host-environment');
const { Sandbox } = dist('infrastructure/sandbox/sandbox');

const SAMPLES = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const SCRIPT = 'aaa;aflj;izj;iij;iEj;iSj';
const USUAL = [
  '/bin/ls',
  '/bin/bash',
  ...[
    'elf-Linux-x64-bash',
    'elf-Linux-ARM64-bash',
    'elf-Linux-ARMv7-ls',
    'elf-Linux-Mips4-bash',
    'elf-Linux-PowerPC-bash',
    'elf-Linux-lib-x64.so',
    'MachO-OSX-x64-ls',
    'MachO-iOS-arm1176JZFS-bash',
    'pe-Windows-x64-cmd',
    'pe-Windows-x86-cmd',
    'pe-mingw32-strip.exe',
  ].map((name) => SAMPLES + name),
];

/**
 * Per sample: the whole engine at standard depth, in its sandbox, and the script with nothing around it, in turn in the same
 * run. Seconds are medians; recall is the share of the script's functions that ours has too.
 */
export async function compareWithScript({ rounds, samples = USUAL.filter((path) => existsSync(path)) }) {
  const config = new AppConfig();
  const host = new HostEnvironment(process.env.PATH ?? '');
  const launcher = new Radare2Launcher(config, host, new Sandbox(config, host));
  const engine = new Radare2AnalysisEngine(launcher);
  const { radare2Version, engineVersion, sandbox } = await engine.identity();
  console.log(`${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node.js ${process.version}`);
  console.log(`radare2 ${radare2Version}, ${engineVersion}, sandbox ${sandbox}; ${rounds} rounds after one to warm up`);
  console.log(`script: radare2 -q -c '${SCRIPT}'\n`);
  console.log(row('sample', 'KB', 'script s', 'ours s', 'ratio', 'script fn', 'our fn', 'recall'));
  const measured = [];
  for (const path of samples) {
    const result = await measure(path, rounds, engine, config.analysis.radare2Prefix);
    measured.push(result);
    const { name, size, script, ours, ratio, theirs, found, recall } = result;
    console.log(
      row(
        name,
        (size / 1024).toFixed(0),
        script.toFixed(2),
        ours.toFixed(2),
        `${ratio.toFixed(2)}x`,
        theirs,
        found,
        recall.toFixed(3),
      ),
    );
  }
  const slow = measured.filter(({ script }) => script > 1);
  console.log(`\nmedian ratio ${median(measured.map(({ ratio }) => ratio)).toFixed(2)}x`);
  if (slow.length > 0) {
    const ratios = slow.map(({ ratio }) => ratio);
    console.log(
      `where the script takes more than 1 s: median ${median(ratios).toFixed(2)}x, worst ${Math.max(...ratios).toFixed(2)}x`,
    );
  }
  console.log(`least recall ${Math.min(...measured.map(({ recall }) => recall)).toFixed(3)}\n`);
}

async function measure(path, rounds, engine, prefix) {
  const { size } = statSync(path);
  const header = headerOf(path, size);
  const times = { script: [], ours: [] };
  let theirs = new Set();
  let ours = new Set();
  for (let round = 0; round <= rounds; round += 1) {
    const script = await timed(() => runScript(path, prefix));
    const report = await timed(() => analyse(engine, path, size, header));
    theirs = functionsOfScript(script.result);
    ours = new Set(report.result.functions.map(({ address }) => BigInt(address)));
    if (round === 0) continue;
    times.script.push(script.seconds);
    times.ours.push(report.seconds);
  }
  const both = [...theirs].filter((address) => ours.has(address)).length;
  return {
    name: basename(path),
    size,
    script: median(times.script),
    ours: median(times.ours),
    ratio: median(times.script.map((seconds, round) => times.ours[round] / seconds)),
    theirs: theirs.size,
    found: ours.size,
    recall: theirs.size === 0 ? 1 : both / theirs.size,
  };
}

function analyse(engine, samplePath, size, header) {
  const task = { samplePath, size, header, depth: 'standard', focusAreas: [], timeoutMs: 1_200_000 };
  return engine.analyse(task, () => undefined, new AbortController().signal);
}

function headerOf(path, size) {
  const head = Buffer.alloc(Math.min(size, 65_536));
  const file = openSync(path, 'r');
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  const verdict = readExecutableHeader(head, size);
  if (verdict.outcome !== 'executable') throw new Error(`${path} is not an executable that can be analysed`);
  return verdict.header;
}

function runScript(path, prefix) {
  const { program, env } = installedRadare2('radare2', prefix);
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['-q', '-e', 'scr.color=0', '-c', SCRIPT, path], {
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** The first line of the output that is a list is that of the functions. */
function functionsOfScript(output) {
  for (const line of output.split('\n')) {
    if (!line.startsWith('[{') && line !== '[]') continue;
    return new Set(JSON.parse(line).map(({ addr, offset }) => BigInt(addr ?? offset)));
  }
  throw new Error('The script printed no functions.');
}

async function timed(work) {
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function row(name, ...cells) {
  return [name.padEnd(28), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
}
