import type { MessagePort } from 'node:worker_threads';

import type { GraphShape } from '#domain/views/graph-layout';
import { takeOrders } from '#infrastructure/threads/take-orders';
import { dotOf, readPlain } from './graphviz-text';

/** The program of the thread that lays out graphs, by Graphviz in WebAssembly. */
export function runGraphThread(port: MessagePort): void {
  const graphviz = import('@hpcc-js/wasm-graphviz').then(({ Graphviz }) => Graphviz.load());
  takeOrders(port, async (shape: GraphShape) => {
    const text = (await graphviz).layout(dotOf(shape), 'plain', 'dot');
    return { result: readPlain(text, shape) };
  });
}
