// The versions of Node.js that the service runs on against each other: how fast it starts, analyses and identifies on each.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import figures from './report/figures.cjs';
import { identifiedFiles, IDENTIFY } from './support/identified-files.mjs';
import { installNodes } from './support/node-versions.mjs';
import { WatchedService } from './support/service.mjs';
import { wrk } from './support/wrk.mjs';

const { median } = figures;
const CLIENTS = 8;
const SECONDS = 4;
/** Until then the code of a service that has just started is still being compiled. */
const WARM_UP = 3;
/** The image's own may take this much longer than the best: what is less cannot be told from chance. */
const MOST_OF_BEST = 1.05;
const DOCKERFILE = join(import.meta.dirname, '../../Dockerfile');
/** What is measured of each, and whether more of it is better. */
const MEASURES = {
  'start, role all': { unit: 's', isRate: false },
  'bash, standard': { unit: 's', isRate: false },
  'node, quick': { unit: 's', isRate: false },
  'files identified a second, 8 clients': { unit: '/s', isRate: true },
};

/** In turn: each round starts a service on each version, and measures all of it there. */
export async function measureNodeVersions({ rounds }) {
  const directory = mkdtempSync(join(tmpdir(), 'bin2nlp-bench-'));
  try {
    const nodes = installNodes(directory);
    const list = join(directory, 'list');
    writeFileSync(
      list,
      identifiedFiles()
        .map(({ path }) => `${path}\n`)
        .join(''),
    );
    const measured = {};
    for (let round = 0; round < rounds; round += 1) {
      for (const [major, program] of Object.entries(nodes)) {
        const values = await measure(program, list);
        for (const name of Object.keys(MEASURES)) ((measured[major] ??= {})[name] ??= []).push(values[name]);
        console.log(
          `Node.js ${major}: ${Object.entries(values)
            .map(([name, value]) => `${name} ${figures.digits(value)}`)
            .join('; ')}`,
        );
      }
    }
    return { figures: figuresOf(measured) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measure(program, list) {
  const started = performance.now();
  const service = await WatchedService.start(
    { BIN2NLP_MAGIC__KNOWN_CONTENTS_KB: '0', BIN2NLP_FEATURE_RATE_LIMITING: 'off' },
    program,
  );
  try {
    const start = (performance.now() - started) / 1000;
    for (let time = 0; time < WARM_UP; time += 1) await service.analyse('/bin/ls');
    const { seconds: standard } = await service.analyse('/bin/bash', { analysis_depth: 'standard' });
    const { seconds: quick } = await service.analyse(process.execPath, { analysis_depth: 'quick' });
    const load = { url: service.url, clients: CLIENTS, script: IDENTIFY, args: [list] };
    // Fails where libmagic cannot be loaded: that is by a native addon.
    await wrk({ ...load, seconds: 2 });
    const { rate } = await wrk({ ...load, seconds: SECONDS });
    const [names, values] = [Object.keys(MEASURES), [start, standard, quick, rate]];
    return Object.fromEntries(names.map((name, index) => [name, values[index]]));
  } finally {
    await service.stop();
  }
}

function figuresOf(measured) {
  const majors = Object.keys(measured);
  const rows = Object.entries(MEASURES).flatMap(([name, { unit }]) =>
    majors.map((major) => ({ name: `${name}, Node.js ${major}`, against: '', unit, values: measured[major][name] })),
  );
  const scores = Object.fromEntries(majors.map((major) => [major, scoreOf(measured, major, majors[0])]));
  const best = majors.reduce((one, other) => (scores[other] < scores[one] ? other : one));
  const [, image] = /^ARG NODE_IMAGE=node:(\d+)/m.exec(readFileSync(DOCKERFILE, 'utf8'));
  console.log(`the best of them all together: Node.js ${best}; the image has ${image}`);
  return [
    ...rows,
    ...majors.slice(1).map((major) => ({
      name: `time of all together, Node.js ${major}`,
      against: `Node.js ${majors[0]}`,
      unit: 'x',
      values: [scores[major]],
    })),
    {
      name: `time of all together, Node.js ${image}, which the image has`,
      against: `the best: Node.js ${best}`,
      unit: 'x',
      values: [scores[image] / scores[best]],
      target: { most: MOST_OF_BEST },
    },
  ];
}

/** The geometric mean of what each measure takes of the time that it takes on another version. */
function scoreOf(measured, major, other) {
  const ratios = Object.entries(MEASURES).map(([name, { isRate }]) => {
    const ratio = median(measured[major][name]) / median(measured[other][name]);
    return isRate ? 1 / ratio : ratio;
  });
  return Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
}
