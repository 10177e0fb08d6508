// What other programs that are installed here say of the same files, and what that costs them. No targets: each looks for something else.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

import figures from './report/figures.cjs';
import { installedRadare2 } from './support/installed-radare2.mjs';
import { WatchedService } from './support/service.mjs';

const { digits, median } = figures;
const SAMPLES = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const USUAL = [
  '/bin/ls',
  '/bin/bash',
  ...['elf-Linux-ARM64-bash', 'MachO-OSX-x64-ls', 'pe-Windows-x64-cmd'].map((name) => SAMPLES + name),
];
const LOOK_MS = 10;
const UNITS = { functions: 'functions', strings: 'strings', imports: 'imports', seconds: 's', megabytes: 'MB' };
const SHOWN = { seconds: 'time', megabytes: 'memory' };
/** Of tools that print each on a line of its own. */
const lines = (text) => text.split('\n').filter((line) => line.trim() !== '').length;
const listed = (text) =>
  text
    .split('\n')
    .filter((line) => /^\[/.test(line))
    .map((line) => JSON.parse(line).length);

/** Each command answers one or more of the three questions, in the order of `answers`; time adds up, memory does not. */
const TOOLS = [
  ...['radare2', 'rizin'].map((program) => ({
    name: `${program} (aaa)`,
    commands: [
      {
        program,
        args: ['-q', '-e', 'scr.color=0', '-c', 'aaa;aflj;izj;iij'],
        answers: (text) => {
          const [functions, strings, imports] = listed(text);
          return { functions, strings, imports };
        },
      },
    ],
  })),
  ...[
    { name: 'binutils', prefix: '' },
    { name: 'LLVM', prefix: 'llvm-' },
  ].map(({ name, prefix }) => ({
    name: `${name} (nm, strings)`,
    commands: [
      { program: `${prefix}nm`, args: ['-D', '--defined-only'], answers: (text) => ({ functions: ofCode(text) }) },
      { program: `${prefix}nm`, args: ['-D', '--undefined-only'], answers: (text) => ({ imports: lines(text) }) },
      { program: `${prefix}strings`, args: ['-a'], answers: (text) => ({ strings: lines(text) }) },
    ],
  })),
];
/** Said to be absent where they are; of these only rizin is measured where it is not. */
const SOUGHT = ['rizin', 'analyzeHeadless', 'capa', 'yara'];

/** In turn, on each file. A tool that is not here, or says nothing of a file, has no figures. */
export async function measureEngines({ rounds, samples = USUAL.filter((path) => existsSync(path)) }) {
  const absent = SOUGHT.filter((program) => pathOf(program) === undefined);
  console.log(absent.length === 0 ? 'none is absent' : `absent: ${absent.join(', ')}`);
  const service = await WatchedService.start();
  try {
    // The code of a service that has just started is still being compiled.
    for (let time = 0; time < 3; time += 1) await service.analyse('/bin/ls', { analysis_depth: 'standard' });
    const tools = [
      ...['quick', 'standard'].map((depth) => ({
        name: `bin2nlp at ${depth} depth`,
        ask: (path) => ours(service, depth, path),
      })),
      ...TOOLS.filter(({ commands }) => commands.every(({ program }) => pathOf(program) !== undefined)).map(
        ({ name, commands }) => ({ name, ask: (path) => theirs(commands, path) }),
      ),
    ];
    const figuresOfAll = [];
    console.log(
      [
        'file'.padEnd(24),
        'tool'.padEnd(26),
        ...['functions', 'strings', 'imports', 's', 'MB'].map((each) => each.padStart(10)),
      ].join(''),
    );
    for (const path of samples) {
      const answers = tools.map(() => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const [index, tool] of tools.entries()) answers[index].push(await tool.ask(path));
      }
      for (const [index, { name }] of tools.entries()) {
        if (answers[index].every((answer) => answer === undefined)) continue;
        figuresOfAll.push(
          ...figuresOf(
            basename(path),
            name,
            answers[index].filter((answer) => answer !== undefined),
          ),
        );
      }
    }
    return { figures: figuresOfAll };
  } finally {
    await service.stop();
  }
}

function figuresOf(file, tool, answers) {
  const values = (name) => answers.map((answer) => answer[name]).filter((value) => value !== undefined);
  const known = Object.entries(UNITS).filter(([name]) => values(name).length > 0);
  const cell = (name) => (values(name).length === 0 ? '' : digits(median(values(name)))).padStart(10);
  console.log([file.padEnd(24), tool.padEnd(26), ...Object.keys(UNITS).map(cell)].join(''));
  return known.map(([name, unit]) => ({
    name: `${file}, ${tool}, ${SHOWN[name] ?? name}`,
    against: '',
    unit,
    // What is found is the same each time.
    values: name in SHOWN ? values(name) : values(name).slice(0, 1),
  }));
}

/** From the upload to the answer; memory is that of the service itself and of what it ran meanwhile. */
async function ours(service, depth, path) {
  const most = watchMost(async () => {
    const { children, service: own } = await service.memory();
    return children + own;
  });
  const { result, seconds } = await service.analyse(path, { analysis_depth: depth });
  const { functions, strings, imports } = result.summary.counts;
  return { functions, strings, imports, seconds, megabytes: (await most()) / 2 ** 20 };
}

async function theirs(commands, path) {
  const answer = { seconds: 0, megabytes: 0 };
  for (const { program, args, answers } of commands) {
    const { text, seconds, megabytes } = await run(program, [...args, path]);
    if (text.trim() === '') continue;
    Object.assign(answer, answers(text));
    answer.seconds += seconds;
    answer.megabytes = Math.max(answer.megabytes, megabytes);
  }
  if (answer.seconds === 0) return undefined;
  // It was over before anybody looked.
  return answer.megabytes === 0 ? { ...answer, megabytes: undefined } : answer;
}

async function run(program, args) {
  const started = performance.now();
  const { program: path, env } = launchOf(program);
  const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const most = watchMost(() => mostOf(child.pid));
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  return { text: Buffer.concat(chunks).toString(), seconds, megabytes: (await most()) / 2 ** 20 };
}

/** A function that ends the watch, and resolves to the most that was seen. */
function watchMost(look) {
  let most = 0;
  const timer = setInterval(async () => {
    most = Math.max(most, await look());
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    return Promise.resolve(most);
  };
}

/** Bytes; 0 of one that is gone. */
function mostOf(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** radare2 is that which the engine runs. */
function launchOf(program) {
  return program === 'radare2' ? installedRadare2(program, '/opt/bin2nlp') : { program, env: process.env };
}

function pathOf(program) {
  const { program: path } = launchOf(program);
  if (path.includes('/')) return path;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, path))
    .find((each) => existsSync(each));
}

/** Symbols in code. */
function ofCode(text) {
  return text.split('\n').filter((line) => / [TtWi] /.test(line)).length;
}
