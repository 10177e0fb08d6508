// How time, processor time and memory grow with the size of a program and the number of its functions.
import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import figures from './report/figures.cjs';
import { programs } from './support/programs.mjs';
import { processorSeconds, WatchedService } from './support/service.mjs';

const { median } = figures;
const SMALLEST = 10_000;
const LARGEST = 100_000_000;
const POINTS = 10;
const TIMEOUT_SECONDS = '600';
const LOOK_MS = 50;
const DEPTHS = ['quick', 'standard'];
/** What is less cannot be told from what the service has anyway. */
const LEAST = { memory: 1 };
/** Where work grows as its subject does. */
const MOST_EXPONENT = 1.15;

/** Programs whose sizes are about equally far apart as powers, of what the machine has; each at both depths by a service of its own. */
export async function measureGrowth({ rounds, samples = spread() }) {
  const measured = Object.fromEntries(DEPTHS.map((depth) => [depth, []]));
  console.log(row('program', 'KB', 'depth', 'seconds', 'processor s', 'MB more', 'functions'));
  for (const path of samples) {
    for (const depth of DEPTHS) {
      const point = { size: statSync(path).size, ...(await measure(path, depth, rounds)) };
      measured[depth].push(point);
      const { size, seconds, processor, memory, functions } = point;
      console.log(row(basename(path), ...[size / 1024, depth, seconds, processor, memory, functions].map(cell)));
    }
  }
  return { series: seriesOf(measured), figures: figuresOf(measured.standard) };
}

async function measure(path, depth, rounds) {
  // Memory that another program has taken would not be taken again.
  const service = await WatchedService.start();
  try {
    const options = { analysis_depth: depth, timeout_seconds: TIMEOUT_SECONDS };
    // Until then the code of a service that has just started is still being compiled.
    for (let time = 0; time < 3; time += 1) await service.analyse('/bin/ls', options);
    const rested = await total(service);
    const runs = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = await processorSeconds(service.pid);
      const most = watchMost(service);
      const { result, seconds } = await service.analyse(path, options);
      const memory = (await most.end()) - rested;
      runs.push({ seconds, memory, processor: (await processorSeconds(service.pid)) - before });
      runs.at(-1).functions = result.summary.counts.functions;
    }
    return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, median(runs.map((run) => run[name]))]));
  } finally {
    await service.stop();
  }
}

/** MB of the service and of all that it runs. */
async function total(service) {
  const { service: own, children } = await service.memory();
  return (own + children) / 2 ** 20;
}

function watchMost(service) {
  let most = 0;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, await total(service));
      await delay(LOOK_MS);
    }
  })();
  return {
    end: async () => {
      isOver = true;
      await watching;
      return most;
    },
  };
}

function seriesOf(measured) {
  const lines = (name, across) =>
    DEPTHS.map((depth) => ({ name: depth, points: pointsOf(measured[depth], name, across) }));
  const size = 'size of the file, bytes';
  return [
    { name: 'time-by-size', title: 'Time by size', x: size, y: 'seconds', lines: lines('seconds', 'size') },
    {
      name: 'processor-by-size',
      title: 'Processor time by size',
      x: size,
      y: 'seconds',
      lines: lines('processor', 'size'),
    },
    {
      name: 'memory-by-size',
      title: 'Memory by size',
      x: size,
      y: 'MB more than at rest',
      lines: lines('memory', 'size'),
    },
    {
      name: 'time-by-functions',
      title: 'Time by functions',
      x: 'functions',
      y: 'seconds',
      lines: lines('seconds', 'functions').filter(({ name }) => name === 'standard'),
    },
  ];
}

function pointsOf(points, name, across) {
  const least = LEAST[name] ?? 0;
  return points.map((point) => [point[across], point[name]]).filter(([x, y]) => x > 0 && y > least);
}

function figuresOf(points) {
  const figure = (name, across, most) => {
    const exponent = figures.exponentOf(pointsOf(points, name, across));
    return exponent === undefined ? [] : [{ ...most, against: '1 is linear', unit: '(exponent)', values: [exponent] }];
  };
  return [
    ...figure('seconds', 'functions', {
      name: 'time grows with functions as the power',
      target: { most: MOST_EXPONENT },
    }),
    ...figure('seconds', 'size', { name: 'time grows with size as the power' }),
    ...figure('memory', 'size', { name: 'memory grows with size as the power' }),
  ];
}

/** The program that is nearest to each size. */
function spread() {
  const all = programs().map((path) => ({ path, size: statSync(path).size }));
  const large = ['/usr/bin/node', process.execPath].find(
    (path) => existsSync(path) && statSync(path).size < LARGEST * 1.05,
  );
  if (large !== undefined) all.push({ path: large, size: statSync(large).size });
  const sizes = Array.from({ length: POINTS }, (_, index) => SMALLEST * (LARGEST / SMALLEST) ** (index / (POINTS - 1)));
  const apart = (size) => (each) => Math.abs(Math.log(each.size / size));
  const nearest = sizes.map((size) => {
    const distance = apart(size);
    return all.reduce((best, each) => (distance(each) < distance(best) ? each : best));
  });
  return [...new Set(nearest.map(({ path }) => path))];
}

function cell(value) {
  return typeof value === 'number' ? figures.digits(value) : value;
}

function row(name, ...cells) {
  return [name.padEnd(28), ...cells.map((each) => String(each).padStart(11))].join(' ');
}
