import { createHash, randomBytes } from 'node:crypto';

import type { ContentLimits, ContentStore } from '#application/ports/content-store.port';
import { requestId } from '#domain/shared/request-id';
import { inChunks } from './sample-store.contract';

export interface ContentStoreSubject {
  /** Has room for one content at a time. */
  readonly store: ContentStore;
  /** Whatever lies in the store. */
  readonly files: () => Promise<readonly string[]>;
}

const running = new AbortController().signal;
const SIZE = 100_000;
const CONTENT = randomBytes(SIZE);

function limits(more: Partial<ContentLimits> = {}): ContentLimits {
  return { maxBytes: SIZE, ownerId: 'somebody', requestId: requestId(), ...more };
}

async function* unending(): AsyncGenerator<Uint8Array, void> {
  yield CONTENT;
  await new Promise(() => undefined);
}

/** What `ContentStore` promises. `makeSubject` gives an empty store. */
export function describeContentStoreContract(name: string, makeSubject: () => Promise<ContentStoreSubject>): void {
  describe(`${name} keeps the contract of ContentStore`, () => {
    let subject: ContentStoreSubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    describeReceiving(() => subject);
    describeRefusals(() => subject);
  });
}

function describeReceiving(subject: () => ContentStoreSubject): void {
  it.each([
    ['announced', 10],
    ['announced', SIZE],
    ['unannounced', SIZE],
  ])('hashes and shows what was received whole, %s and of %i bytes, until it is closed', async (how, size) => {
    const { store, files } = subject();
    const content = CONTENT.subarray(0, size);
    const reception = await store.reserve(limits(how === 'announced' ? { declaredBytes: size } : {}));
    const file = await reception.receive(inChunks(content), running);
    reception.release();
    expect(file.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(file.source.size).toBe(size);
    expect(Buffer.compare(await file.source.read(3, SIZE), content.subarray(3))).toBe(0);
    await file.close();
    expect(await files()).toEqual([]);
  });

  it('has room for the next as soon as the one before is released, however often', async () => {
    const { store } = subject();
    const first = await store.reserve(limits());
    // Before its size is looked at.
    await expect(store.reserve(limits({ declaredBytes: SIZE + 1 }))).rejects.toMatchObject({ code: 'OVERLOADED' });
    first.release();
    first.release();
    const second = await store.reserve(limits());
    await expect(store.reserve(limits())).rejects.toMatchObject({ code: 'OVERLOADED' });
    second.release();
  });
}

function describeRefusals(subject: () => ContentStoreSubject): void {
  it('refuses what is announced too large before a byte is read, and keeps no room for it', async () => {
    const { store } = subject();
    await expect(store.reserve(limits({ declaredBytes: SIZE + 1 }))).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    (await store.reserve(limits())).release();
  });

  it.each([
    ['larger than it may be', 'FILE_TOO_LARGE', {}, randomBytes(SIZE + 1)],
    ['larger than it was announced', 'FILE_TOO_LARGE', { declaredBytes: 2 }, randomBytes(3)],
    ['empty', 'EMPTY_FILE', {}, Buffer.alloc(0)],
    ['empty though announced', 'EMPTY_FILE', { declaredBytes: 2 }, Buffer.alloc(0)],
  ])('leaves nothing of what turns out %s', async (_what, code, announced, content) => {
    const { store, files } = subject();
    const reception = await store.reserve(limits(announced));
    await expect(reception.receive(inChunks(content), running)).rejects.toMatchObject({ code });
    expect(await files()).toEqual([]);
  });

  it('leaves nothing of what is given up', async () => {
    const { store, files } = subject();
    const stop = new AbortController();
    const received = (await store.reserve(limits())).receive(unending(), stop.signal);
    stop.abort(new Error('gone'));
    await expect(received).rejects.toThrow('gone');
    expect(await files()).toEqual([]);
  });
}
