import { Worker } from 'node:worker_threads';

import type { PortableError } from './portable-error';
import { revived } from './portable-error';

/** How the code of a thread is loaded. */
export interface ThreadCode {
  /** Absolute path. */
  readonly file: string;
  /** Empty: those of the thread, or of the process, that starts it. */
  readonly nodeArguments: readonly string[];
}

/** A thread, and how far it may go. */
export interface ThreadProgram extends ThreadCode {
  readonly heapMb: number;
  /** Of what has just been made; absent: as much as V8 likes, some tens of megabytes. */
  readonly youngHeapMb?: number;
  /** What it is born with. */
  readonly settings?: unknown;
  /** The process may end while it is there. */
  readonly isBackground?: boolean;
}

export type ToThread<Order> =
  | { readonly kind: 'order'; readonly id: number; readonly order: Order }
  | { readonly kind: 'call-off'; readonly id: number };

/** `loaded` once and first; one `done` or `failed` for each order; what is told belongs to none. */
export type FromThread<Told> =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: PortableError }
  | { readonly kind: 'told'; readonly told: Told };

export interface ChannelListener<Told> {
  readonly onTold?: (told: Told) => void;
  /** What to refuse with what an error has left unanswered; `undefined`: the thread ended without one. */
  readonly refusalFor: (error: unknown) => Error;
}

export interface PlacedOrder {
  /** Rejects with what the thread throws over it, or with why there is no answer. */
  readonly answer: Promise<unknown>;
  /** Its answer is not waited for any more; the thread does not hear of it. */
  readonly refuse: (error: Error) => void;
  /** Asks the thread to give it up. */
  readonly callOff: () => void;
}

interface PendingOrder {
  readonly worker: Worker;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** By then the code of a thread is loaded, or never will be: its files are away. */
const LOADING_MS = 60_000;

/** Those that load their code, each with when they have. */
const loading = new Map<Worker, Promise<void>>();

/**
 * Resolves when no thread loads its code any more. Until then the process may not exit: what ends a thread while it requires an ES
 * module aborts the whole process (Node.js 20.20.2: `Module::IsGraphAsync` below `ModuleWrap::InstantiateSync`).
 */
export async function threadsLoaded(): Promise<void> {
  for (const worker of loading.keys()) worker.ref();
  await Promise.all(loading.values());
}

/**
 * The way to a thread of ours and back. It is there from `start` or the first order on; when it has ended, every order that it had
 * is refused, and the next one gets a new one. Its own end of the channel is `takeOrders`.
 */
export class ThreadChannel<Order, Told = never> {
  private readonly pending = new Map<number, PendingOrder>();
  private worker: Worker | undefined;
  /** Of all that were ended. */
  private gone: Promise<unknown> = Promise.resolve();
  private lastId = 0;

  constructor(
    private readonly program: ThreadProgram,
    private readonly listener: ChannelListener<Told>,
  ) {}

  get isStarted(): boolean {
    return this.worker !== undefined;
  }

  start(): Worker {
    return (this.worker ??= this.launch());
  }

  /** @param memory Changes hands without a copy. */
  order(order: Order, memory: ArrayBuffer[] = []): PlacedOrder {
    const worker = this.start();
    const id = (this.lastId += 1);
    const send = (message: ToThread<Order>, transfer: ArrayBuffer[] = []): void => {
      worker.postMessage(message, transfer);
    };
    const answer = new Promise((resolve, reject) => {
      send({ kind: 'order', id, order }, memory);
      this.pending.set(id, { worker, resolve, reject });
    });
    const refuse = (error: Error): void => this.take(id)?.reject(error);
    return {
      answer,
      refuse,
      callOff: () => {
        send({ kind: 'call-off', id });
      },
    };
  }

  /** Refuses at once what waits, and ends the thread; resolves once it is gone. */
  async fail(error: Error): Promise<void> {
    if (this.worker !== undefined) this.drop(this.worker, error);
    await this.end();
  }

  /** What waits is refused when it has ended. Idempotent; resolves once it is gone. */
  async end(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    if (worker !== undefined) this.terminate(worker);
    await this.gone;
  }

  private launch(): Worker {
    const { file, nodeArguments, heapMb, youngHeapMb, settings, isBackground = false } = this.program;
    const worker = new Worker(file, {
      workerData: settings,
      // Otherwise it has the process's own, of which some may not be passed on by hand, such as the size of the heap.
      ...(nodeArguments.length > 0 && { execArgv: [...nodeArguments] }),
      resourceLimits: {
        maxOldGenerationSizeMb: heapMb,
        ...(youngHeapMb !== undefined && { maxYoungGenerationSizeMb: youngHeapMb }),
      },
    });
    if (isBackground) worker.unref();
    loading.set(worker, hasLoaded(worker));
    worker.on('message', (message: FromThread<Told>) => {
      this.receive(message);
    });
    worker.on('error', (error) => {
      this.drop(worker, this.listener.refusalFor(error));
    });
    worker.once('exit', () => {
      this.drop(worker, this.listener.refusalFor(undefined));
    });
    return worker;
  }

  private receive(message: FromThread<Told>): void {
    if (message.kind === 'told') this.listener.onTold?.(message.told);
    else if (message.kind === 'loaded') return;
    else if (message.kind === 'done') this.take(message.id)?.resolve(message.result);
    else this.take(message.id)?.reject(revived(message.error));
  }

  private drop(worker: Worker, refusal: Error): void {
    if (this.worker === worker) this.worker = undefined;
    for (const [id, order] of this.pending) if (order.worker === worker) this.take(id)?.reject(refusal);
    this.terminate(worker);
  }

  private terminate(worker: Worker): void {
    this.gone = Promise.all([this.gone, endLoaded(worker)]);
  }

  private take(id: number): PendingOrder | undefined {
    const order = this.pending.get(id);
    this.pending.delete(id);
    return order;
  }
}

/** It may have ended without. */
function hasLoaded(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(limit);
      loading.delete(worker);
      resolve();
    };
    worker.once('message', settle);
    worker.once('exit', settle);
    const limit = setTimeout(settle, LOADING_MS).unref();
  });
}

/** See `threadsLoaded`. */
async function endLoaded(worker: Worker): Promise<void> {
  const loaded = loading.get(worker);
  if (loaded !== undefined) worker.ref();
  await loaded;
  await worker.terminate();
}
