import { join } from 'node:path';

import { layeredLayout } from '#domain/views/graph-layout';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';
import { describeGraphLayoutsContract } from '#test/contracts/graph-layouts.contract';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { ThreadedGraphLayouts } from './threaded-graph-layouts';

const layouts = new ThreadedGraphLayouts(THREAD_PROGRAMS);

afterAll(() => layouts.onApplicationShutdown());

describeGraphLayoutsContract('ThreadedGraphLayouts', () => layouts);

describe('Graphviz in a thread', () => {
  it('lays out better than by hand: an arrow that skips a row goes around the box between', async () => {
    const shape = { nodes: Array.from({ length: 3 }, () => ({ width: 60, height: 28 })), edges: [[0, 1], [1, 2], [0, 2]] } as const; // prettier-ignore
    expect(await layouts.lay(shape)).not.toEqual(layeredLayout(shape));
  });

  it('is given up where its thread is of no use, and the page is drawn all the same', async () => {
    const { analysis, search, report, graph, digest } = THREAD_PROGRAMS;
    const away = { ...graph, file: join(__dirname, 'away.js') };
    const broken = new ThreadedGraphLayouts(new ThreadPrograms(analysis, search, report, away, digest));
    expect(await broken.lay({ nodes: [{ width: 60, height: 28 }], edges: [] })).toBeUndefined();
    await broken.onApplicationShutdown();
  });
});
