import { spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import report from './report/figures.cjs';
import { installedRadare2 } from './support/installed-radare2.mjs';
import { WatchedService } from './support/service.mjs';

const { median } = report;
const require = createRequire(import.meta.url);
require('reflect-metadata');
const dist = (path) => require(`../../dist/${path}.js`);
const { AppConfig } = dist('config/app-config');
const { FileSource } = dist('infrastructure/filesystem/file-source');
const { openExecutable } = dist('domain/executables/open-executable');
const { readExecutableHeader } = dist('domain/executables/read-executable-header');
const { readFunctionStarts } = dist('domain/functions/function-starts');
const { recipeFor } = dist('infrastructure/radare2/recipes');
const { sampleArguments } = dist('infrastructure/radare2/radare2-arguments');

const LARGEST = 200_000;
/** Until then the code of a service that has just started is still being compiled. */
const WARM_UP_ROUNDS = 4;
/** For each that is asked for: times of some hundred milliseconds vary by half. */
const TURNS = 3;
const SAMPLES = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const USUAL = [
  '/bin/ls',
  '/bin/cat',
  '/bin/date',
  ...['MachO-OSX-x64-ls', 'elf-FreeBSD-x86_64-echo', 'elf-Linux-ARMv7-ls', 'pe-cygwin-ls.exe'].map(
    (name) => SAMPLES + name,
  ),
];

/** Per small sample: upload to answer at standard depth, and a bare radare2 that runs the same commands on it, in turn. */
export async function compareSmall({ rounds, samples = USUAL.filter((path) => existsSync(path)) }) {
  const figures = [];
  const service = await WatchedService.start();
  try {
    console.log(
      `medians of ${rounds * TURNS} rounds after ${WARM_UP_ROUNDS} to warm up; raw: radare2 -q with the commands of our recipe\n`,
    );
    console.log(row('sample', 'KB', 'raw ms', 'ours ms', 'more ms', 'stages ms'));
    const small = samples.filter((each) => statSync(each).size < LARGEST);
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const path of small) await service.analyse(path);
    for (const path of small) {
      const times = { raw: [], ours: [], more: [], stages: [] };
      const raw = await rawCommand(path);
      for (let round = 0; round < rounds * TURNS; round += 1) {
        const rawMs = await timed(() => run(raw));
        const { result, seconds } = await service.analyse(path);
        times.raw.push(rawMs);
        times.ours.push(seconds * 1000);
        // Of one round: from one to the next the machine itself changes more.
        times.more.push(seconds * 1000 - rawMs);
        times.stages.push(result.metadata.stages.reduce((sum, { elapsed_ms: elapsed }) => sum + elapsed, 0));
      }
      const kilobytes = (statSync(path).size / 1024).toFixed(0);
      const { raw: bare, ours, more, stages } = times;
      console.log(row(basename(path), kilobytes, ...[bare, ours, more, stages].map((each) => median(each).toFixed(0))));
      const name = basename(path);
      figures.push(
        { name: `${name}, standard, upload to answer`, against: 'radare2 with what we ask', unit: 'ms', values: more },
        ...(await quickOf(service, path, rounds * TURNS)),
      );
    }
    return { figures };
  } finally {
    await service.stop();
  }
}

/** Quick depth, its stages alone, against rabin2 over the same questions. */
async function quickOf(service, path, rounds) {
  const { program, env } = installedRadare2('rabin2', new AppConfig().analysis.radare2Prefix);
  const rabin2 = { program, env, args: ['-j', '-I', '-i', '-E', '-S', '-z', path] };
  const ratios = [];
  await service.analyse(path, { analysis_depth: 'quick' });
  for (let round = 0; round < rounds; round += 1) {
    const theirs = await timed(() => run(rabin2));
    const { result } = await service.analyse(path, { analysis_depth: 'quick' });
    const stages = result.metadata.stages.filter(({ name }) => name !== 'intake');
    ratios.push(stages.reduce((sum, { elapsed_ms: elapsed }) => sum + (elapsed ?? 0), 0) / theirs);
  }
  const against = 'rabin2 -j -I -i -E -S -z';
  const target = { most: 1 };
  return [{ name: `${basename(path)}, quick, the engine alone`, against, unit: 'x', values: ratios, target }];
}

/** Program, arguments and environment: all that an analysis asks of radare2, in one script. */
async function rawCommand(path) {
  const { program, env } = installedRadare2('radare2', new AppConfig().analysis.radare2Prefix);
  const { header, seeds } = await FileSource.using(path, async (source) => {
    const verdict = readExecutableHeader(await source.read(0, 65_536), source.size);
    const { starts } = await readFunctionStarts(await openExecutable(source, verdict.header));
    return { header: verdict.header, seeds: starts.map(({ address }) => `af @ ${address}`) };
  });
  const { steps } = recipeFor('standard', header.architecture);
  const structure = ['iIj', 'irq'];
  const code = ['e anal.vars=false', ...seeds, ...steps, 'aflj', 'axq'];
  const settings = sampleArguments({ header, forCode: true }).filter((each) => each !== '-q0');
  return { program, env, args: ['-q', ...settings, '-c', [...structure, ...code].join(';'), path] };
}

function run({ program, args, env }) {
  return new Promise((resolve, reject) => {
    const settings = args.filter(
      (each, index) => !/cfg\.sandbox/.test(each) && !/cfg\.sandbox/.test(args[index + 1] ?? ''),
    );
    const child = spawn(program, settings, { env, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', resolve);
  });
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function row(name, ...cells) {
  return [name.padEnd(28), ...cells.map((cell) => String(cell).padStart(10))].join(' ');
}
