import type { MessagePort } from 'node:worker_threads';
import { parentPort } from 'node:worker_threads';

import { portable } from './portable-error';
import type { FromThread, ToThread } from './thread-channel';

export interface CarriedOut {
  readonly result: unknown;
  /** Changes hands without a copy. */
  readonly memory?: ArrayBuffer[];
}

/** The signal aborts when the order is called off. */
export type CarryOut<Order> = (order: Order, signal: AbortSignal) => Promise<CarriedOut>;

/** `memory` changes hands without a copy. */
export type Tell<Told> = (told: Told, memory?: ArrayBuffer[]) => void;

/** @throws where this is no thread. */
export function processPort(): MessagePort {
  if (parentPort === null) throw new Error('This is the program of a thread.');
  return parentPort;
}

/** A thread's end of a `ThreadChannel`; called when all code of the thread is loaded. */
export function takeOrders<Order>(port: MessagePort, carryOut: CarryOut<Order>): void {
  const underWay = new Map<number, AbortController>();
  const send = (message: FromThread<never>, memory: ArrayBuffer[] = []): void => {
    port.postMessage(message, memory);
  };
  const answer = async (id: number, order: Order, { signal }: AbortController): Promise<void> => {
    try {
      const { result, memory } = await carryOut(order, signal);
      send({ kind: 'done', id, result }, memory);
    } catch (error) {
      send({ kind: 'failed', id, error: portable(error) });
    } finally {
      underWay.delete(id);
    }
  };
  port.on('message', (message: ToThread<Order>) => {
    if (message.kind === 'call-off') {
      underWay.get(message.id)?.abort(new Error('The analysis was called off.'));
      return;
    }
    const controller = new AbortController();
    underWay.set(message.id, controller);
    void answer(message.id, message.order, controller);
  });
  port.postMessage({ kind: 'loaded' } satisfies FromThread<never>);
}

/** Says what belongs to no order. */
export function tellThrough<Told>(port: MessagePort): Tell<Told> {
  return (told, memory = []) => {
    port.postMessage({ kind: 'told', told } satisfies FromThread<Told>, memory);
  };
}
