import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import figures from './report/figures.cjs';
import { installedRadare2 } from './support/installed-radare2.mjs';

const { median } = figures;
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
/** Of programs over which the script takes longer than this: of shorter ones starting radare2 is most. */
const LONG_SECONDS = 1;
/** By processor: the ratio in the middle, and the worst of all. */
const TARGETS = {
  x86_64: { name: 'x86_64', most: 0.12, worst: 0.25 },
  arm64: { name: 'ARM64', most: 0.15, worst: 0.25 },
  other: { name: 'other processors', most: 0.4, worst: 0.6 },
};
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
  return { figures: figuresOf(measured) };
}

function figuresOf(measured) {
  const slow = measured.filter(({ script }) => script > LONG_SECONDS);
  const groups = Object.entries(TARGETS).map(([key, target]) => ({
    target,
    ratios: slow
      .filter(({ architecture }) => (TARGETS[architecture] ?? TARGETS.other) === TARGETS[key])
      .map(({ ratio }) => ratio),
  }));
  const against = 'raw radare2 script';
  const long = `script over ${LONG_SECONDS} s`;
  return [
    { name: 'all files', against, unit: 'x', values: measured.map(({ ratio }) => ratio) },
    ...groups
      .filter(({ ratios }) => ratios.length > 0)
      .flatMap(({ target: { name, most, worst }, ratios }) => [
        { name: `${name}, ${long}`, against, unit: 'x', values: ratios, target: { most } },
        { name: `${name}, ${long}, worst`, against, unit: 'x', values: ratios, isWorst: true, target: { most: worst } },
      ]),
    {
      name: "share of the script's functions that are found, least",
      against,
      unit: 'x',
      values: [Math.min(...measured.map(({ recall }) => recall))],
    },
  ];
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
    architecture: header.architecture,
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

function row(name, ...cells) {
  return [name.padEnd(28), ...cells.map((cell) => String(cell).padStart(9))].join(' ');
}
