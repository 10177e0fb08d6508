import { createHash, randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';

import type { ReceivedSample, SampleStore } from '#application/ports/sample-store.port';
import { newJobId } from '#domain/jobs/analysis-job';

export interface SampleStoreSubject {
  readonly store: SampleStore;
  /** What is at a path that `locate` gave. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** Whatever lies in the store: of uploads, of jobs. */
  readonly files: () => Promise<readonly string[]>;
  /** Lets so much time go by that everything now in the store is older than `sweepAgeMs`. */
  readonly age: () => Promise<void>;
  readonly sweepAgeMs: number;
}

export const LIMITS = { maxBytes: 1_000_000, ownerId: 'somebody' };
export const running = new AbortController().signal;
// Twenty uploads at once listen to it.
setMaxListeners(50, running);

/** Chunks, as a network delivers them: each takes the memory of the one before. */
export async function* inChunks(content: Uint8Array, size = 10_000): AsyncGenerator<Uint8Array, void> {
  const memory = Buffer.alloc(size);
  for (let start = 0; start < content.length; start += size) {
    await Promise.resolve();
    const chunk = content.subarray(start, start + size);
    memory.set(chunk);
    yield memory.subarray(0, chunk.length);
  }
}

function digestOf(algorithm: string, content: Uint8Array): string {
  return createHash(algorithm).update(content).digest('hex');
}

/** What `SampleStore` promises. `makeSubject` gives an empty store. */
export function describeSampleStoreContract(name: string, makeSubject: () => Promise<SampleStoreSubject>): void {
  describe(`${name} keeps the contract of SampleStore`, () => {
    let subject: SampleStoreSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    const context: Context = {
      subject: () => subject,
      receive: (content = randomBytes(100_000)) => subject.store.receive(inChunks(content), LIMITS, running),
      nothingIsLeft: async () => {
        expect(await subject.files()).toEqual([]);
      },
    };
    describeReceiving(context);
    describeRefusals(context);
    describeHolding(context);
    describeSweeping(context);
  });
}

interface Context {
  readonly subject: () => SampleStoreSubject;
  readonly receive: (content?: Uint8Array) => Promise<ReceivedSample>;
  readonly nothingIsLeft: () => Promise<void>;
}

function describeReceiving({ receive, subject, nothingIsLeft }: Context): void {
  it.each([1, 10_000, 65_536, 65_537, 1_000_000])('hashes and counts %i bytes and shows their head', async (size) => {
    const content = randomBytes(size);
    const received = await receive(content);
    expect(received).toMatchObject({
      size,
      md5: digestOf('md5', content),
      sha1: digestOf('sha1', content),
      sha256: digestOf('sha256', content),
    });
    expect(Buffer.compare(received.head, content.subarray(0, 65_536))).toBe(0);
  });

  it('drops what no job wants, as often as it is told', async () => {
    const received = await receive();
    await subject().store.discard(received);
    await subject().store.discard(received);
    await nothingIsLeft();
  });
}

function describeRefusals({ subject, nothingIsLeft }: Context): void {
  const refusal = (content: AsyncIterable<Uint8Array>, declaredBytes?: number): Promise<unknown> =>
    subject().store.receive(content, { ...LIMITS, ...(declaredBytes !== undefined && { declaredBytes }) }, running);

  it('refuses an empty file', async () => {
    await expect(refusal(inChunks(Buffer.alloc(0)))).rejects.toMatchObject({ code: 'EMPTY_FILE' });
    await nothingIsLeft();
  });

  it('refuses a file over the limit while it streams, and stops reading it', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Uint8Array, void> {
      for (;;) {
        await Promise.resolve();
        read += 100_000;
        yield Buffer.alloc(100_000);
      }
    }
    await expect(refusal(endless())).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(read).toBe(1_100_000);
    await nothingIsLeft();
  });

  it('takes a file of exactly the limit', async () => {
    await expect(refusal(inChunks(Buffer.alloc(1_000_000)), 1_000_000)).resolves.toMatchObject({ size: 1_000_000 });
  });

  it('refuses what announces itself as too large, without reading it', async () => {
    const content = { [Symbol.asyncIterator]: jest.fn() };
    await expect(refusal(content, 1_000_001)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(content[Symbol.asyncIterator]).not.toHaveBeenCalled();
  });

  it('leaves nothing when the stream breaks', async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void> {
      yield await Promise.resolve(Buffer.alloc(50_000));
      throw new Error('connection reset');
    }
    await expect(refusal(broken())).rejects.toThrow('connection reset');
    await nothingIsLeft();
  });

  it('leaves nothing when it is aborted while the stream hangs', async () => {
    const abort = new AbortController();
    async function* hanging(): AsyncGenerator<Uint8Array, void> {
      yield await Promise.resolve(Buffer.alloc(50_000));
      setTimeout(() => {
        abort.abort(new Error('the client has gone'));
      }, 10);
      await new Promise(() => undefined);
    }
    const receiving = subject().store.receive(hanging(), LIMITS, abort.signal);
    await expect(receiving).rejects.toThrow('the client has gone');
    await nothingIsLeft();
  });

  it('does not begin when it is aborted already', async () => {
    const receiving = subject().store.receive(inChunks(randomBytes(10)), LIMITS, AbortSignal.abort(new Error('gone')));
    await expect(receiving).rejects.toThrow('gone');
    await nothingIsLeft();
  });
}

function describeHolding({ subject, receive, nothingIsLeft }: Context): void {
  it('takes a kept sample back once, for another job to hold', async () => {
    const { store, read } = subject();
    const content = randomBytes(5000);
    const [first, second] = [newJobId(), newJobId()];
    const sample = await receive(content);
    await store.keep(sample, first);
    const tickets = await Promise.all([store.takeBack(sample.sha256, first), store.takeBack(sample.sha256, first)]);
    const [ticket] = tickets.filter((taken) => taken !== undefined);
    expect(tickets.filter((taken) => taken === undefined)).toHaveLength(1);
    expect(await store.locate(sample.sha256, first)).toBeUndefined();
    await store.keep({ ...sample, ticket: ticket! }, second);
    expect(Buffer.from(await read((await store.locate(sample.sha256, second))!))).toEqual(content);
    await store.release(sample.sha256, second);
    await nothingIsLeft();
  });

  it('keeps a sample for a job until that job releases it', async () => {
    const content = randomBytes(20_000);
    const received = await receive(content);
    const job = newJobId();
    expect(await subject().store.locate(received.sha256, job)).toBeUndefined();
    await subject().store.keep(received, job);
    const path = await subject().store.locate(received.sha256, job);
    expect(Buffer.compare(await subject().read(path!), content)).toBe(0);
    await subject().store.release(received.sha256, job);
    expect(await subject().store.locate(received.sha256, job)).toBeUndefined();
    await subject().store.release(received.sha256, job);
    await nothingIsLeft();
  });

  it('keeps one content for several jobs until the last of them releases it', async () => {
    const content = randomBytes(20_000);
    const jobs = [newJobId(), newJobId(), newJobId()];
    const { sha256 } = await receive(content);
    for (const job of jobs) await subject().store.keep(await receive(content), job);
    for (const job of jobs) {
      const path = await subject().store.locate(sha256, job);
      expect(Buffer.compare(await subject().read(path!), content)).toBe(0);
      await subject().store.release(sha256, job);
    }
  });

  it('never loses a needed sample, nor leaves one, with 20 jobs that keep and release the same content at once', async () => {
    const content = randomBytes(5000);
    const life = async (): Promise<void> => {
      const job = newJobId();
      for (let round = 0; round < 5; round += 1) {
        const received = await receive(content);
        await subject().store.keep(received, job);
        const path = await subject().store.locate(received.sha256, job);
        expect(Buffer.compare(await subject().read(path!), content)).toBe(0);
        await subject().store.release(received.sha256, job);
      }
    };
    await Promise.all(Array.from({ length: 20 }, life));
    await nothingIsLeft();
  });
}

function describeSweeping({ subject, receive, nothingIsLeft }: Context): void {
  it('deletes what is old and not needed, and says how much', async () => {
    const { store, sweepAgeMs, age } = subject();
    const [needed, dead] = [newJobId(), newJobId()];
    const [first, second] = [await receive(), await receive()];
    await receive();
    await store.keep(first, needed);
    await store.keep(second, dead);
    await age();
    expect(await store.sweep((job) => Promise.resolve(job === needed), sweepAgeMs)).toBe(2);
    expect(await store.locate(first.sha256, needed)).toBeDefined();
    await store.letGo(first.sha256, needed);
    expect(await store.locate(first.sha256, needed)).toBeDefined();
    await store.letGo(first.sha256, needed);
    expect(await store.locate(second.sha256, dead)).toBeUndefined();
    expect(await store.sweep(() => Promise.resolve(false), sweepAgeMs)).toBe(1);
    await nothingIsLeft();
  });

  it('leaves alone what is young', async () => {
    const { store } = subject();
    await receive();
    await store.keep(await receive(), newJobId());
    expect(await store.sweep(() => Promise.resolve(false), 60_000)).toBe(0);
    expect(await subject().files()).toHaveLength(2);
  });
}
