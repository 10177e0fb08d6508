import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import { FactReader } from './questions/fact-reader.mjs';
import { QUESTIONS } from './questions/fifteen.mjs';
import { WatchedService } from './support/service.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SAMPLES = `${ROOT}../shared/samples/`;
/** A program and another build of it, or what is nearest to one. */
const FOUND = [
  ['/bin/ls', '/bin/vdir'],
  ['/bin/bash', `${SAMPLES}elf-Linux-x64-bash`],
  [`${SAMPLES}pe-Windows-x64-cmd`, `${SAMPLES}pe-Windows-x86-cmd`],
  [`${SAMPLES}MachO-OSX-ppc-openssl-1.0.1h`, `${SAMPLES}MachO-OSX-ppc-and-i386-bash`],
];
const RELEASED = [
  ['@rollup/rollup-linux-x64-gnu', '@rollup/rollup-linux-x64-musl'],
  ['@esbuild/linux-x64', '@esbuild/freebsd-x64'],
];
const MARKS = { full: '+', nothing: '0', part: '~', none: 'x', absent: '-' };
const WIDTHS = { question: 34, cell: 15 };
/** Items of an answer in part that are named. */
const MOST_MISSING = 4;

/**
 * Fifteen questions of six programs, asked over HTTP by scripts. An answer is full where it has all that is true by the document and
 * its symbols, `0` where there is nothing and
 * the answer says so, and `-` where what is asked for is not in the file.
 */
export async function askQuestions({ samples }) {
  const pairs = samples === undefined ? usual() : samples.map((path) => [path, path]);
  const service = await WatchedService.start();
  try {
    const subjects = [];
    for (const [path, other] of pairs) {
      const [subject, beside] = [await analysed(service, path), await analysed(service, other)];
      subjects.push({ ...subject, other: beside });
    }
    return { figures: await print(service, subjects) };
  } finally {
    await service.stop();
  }
}

async function print(service, subjects) {
  console.log(
    '+ answered, 0 answered: there is none, ~ in part, x not, - not in the file; calls/tokens (o200k_base)\n',
  );
  console.log(
    row(
      'question',
      subjects.map(({ name }) => name.slice(0, WIDTHS.cell - 1)),
    ),
  );
  const cells = [];
  const missing = [];
  for (const [index, question] of QUESTIONS.entries()) {
    const asked = [];
    for (const subject of subjects) {
      const cell = await answered(service, question, subject);
      asked.push(cell);
      if (cell.lacks.length > 0)
        missing.push(`${index + 1} ${subject.name}: ${cell.found}/${cell.of}, lacks ${cell.lacks.join(', ')}`);
    }
    cells.push(...asked);
    console.log(
      row(
        `${index + 1} ${question.title}`,
        asked.map(({ mark, calls, tokens }) => `${mark} ${calls}/${tokens}`),
      ),
    );
  }
  const counted = Object.values(MARKS).map((mark) => `${mark} ${cells.filter((cell) => cell.mark === mark).length}`);
  const pages = cells.filter(({ isPage }) => isPage).length;
  const real = cells.filter(({ mark }) => mark === MARKS.full || mark === MARKS.nothing);
  console.log(
    `\n${cells.length} cells: ${counted.join(', ')}; ${pages} of lists so long that a page and their length is the answer`,
  );
  console.log(
    `an answered question: median ${median(real.map(({ calls }) => calls))} calls, ${median(real.map(({ tokens }) => tokens))} tokens`,
  );
  console.log(
    `  worst ${Math.max(...real.map(({ calls }) => calls))} calls, ${Math.max(...real.map(({ tokens }) => tokens))} tokens`,
  );
  const shared = cells.filter(({ isShared }) => isShared);
  console.log(`all: ${sum(cells, 'calls')} calls, ${sum(cells, 'tokens')} tokens`);
  console.log(`the ten that radare2-mcp has tools for: ${sum(shared, 'calls')} calls, ${sum(shared, 'tokens')} tokens`);
  if (missing.length > 0) console.log(`\n${missing.join('\n')}`);
  const askable = cells.filter(({ mark }) => mark !== MARKS.absent);
  const each = (name, field) => [
    { name: `an answered question, ${name}`, against: '', unit: name, values: real.map((cell) => cell[field]) },
    {
      name: `an answered question, ${name}, most`,
      against: '',
      unit: name,
      values: real.map((cell) => cell[field]),
      isWorst: true,
    },
  ];
  return [
    {
      name: 'questions that are answered in full',
      against: 'those that have an answer in the file',
      unit: '%',
      values: [(100 * real.length) / askable.length],
    },
    ...each('calls', 'calls'),
    ...each('tokens', 'tokens'),
  ];
}

async function answered(service, question, subject) {
  const reader = new FactReader(service.url, subject.jobId);
  const items = question.truth(subject);
  await question.ask(reader, subject);
  const { ofMany, calls, tokens, text } = reader;
  const missing = items.filter((names) => !names.some((name) => isIn(text, name)));
  // Of very many, a page and the right number of all is what is asked for.
  const isPage = ofMany !== undefined && ofMany.total === items.length && items.length - missing.length >= ofMany.shown;
  const lacks = isPage ? [] : missing;
  return {
    mark: markOf(question, items.length, lacks.length, text),
    isShared: question.isShared,
    isPage,
    calls,
    tokens,
    found: items.length - missing.length,
    of: items.length,
    lacks: lacks.slice(0, MOST_MISSING).map(([name]) => JSON.stringify(name)),
  };
}

function markOf({ isSearch = false }, items, lacking, text) {
  if (items === 0 && !isSearch) return MARKS.absent;
  if (items === 0) return /^shown: nothing/m.test(text) ? MARKS.nothing : MARKS.none;
  if (lacking === 0) return MARKS.full;
  return lacking < items ? MARKS.part : MARKS.none;
}

/** As a whole: `0x40` is not in `0x401000`, nor `read` in `readlink`; in any case of letters. */
function isIn(text, name) {
  if (typeof name === 'function') return name(text);
  const literal = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const [before, behind] = [/^\w/.test(name) ? '(?<!\\w)' : '', /\w$/.test(name) ? '(?!\\w)' : ''];
  return new RegExp(`${before}${literal}${behind}`, 'i').test(text);
}

async function analysed(service, path) {
  const { jobId } = await service.analyse(path);
  const response = await fetch(`${service.url}/api/v1/analyze/${jobId}/document`);
  return { name: basename(path), jobId, document: await response.json() };
}

function usual() {
  const names = RELEASED.flat();
  const pattern = `^(?:${names.map((name) => `${name} `).join('|')})`;
  // In a process of its own: what lets it run TypeScript would change what this one loads.
  const { stdout } = spawnSync(
    process.execPath,
    [
      ...['--require', './test/support/run-typescript.cjs', '--eval'],
      `console.log(JSON.stringify(require('./test/truth/released.ts').released(new RegExp(process.argv[1]))))`,
      pattern,
    ],
    { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e7 },
  );
  const released = JSON.parse(stdout);
  const pathOf = (name) => released.find((each) => each.name.startsWith(`${name} `)).path;
  const all = [...FOUND, ...RELEASED.map(([one, other]) => [pathOf(one), pathOf(other)])];
  return all.filter((pair) => pair.every((path) => existsSync(path)));
}

function row(title, cells) {
  return `${title.padEnd(WIDTHS.question)}${cells.map((cell) => cell.padEnd(WIDTHS.cell)).join('')}`.trimEnd();
}

function sum(cells, field) {
  return cells.reduce((total, cell) => total + cell[field], 0);
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
