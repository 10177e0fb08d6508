import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { DIGESTS } from '#infrastructure/filesystem/stream-hasher';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { DigestThread } from './digest-thread';

const FIXTURE = { file: join(__dirname, '../../../test/fixtures/threads/digests-nothing.cjs'), nodeArguments: [] };

function digestsOf(content: Uint8Array): object {
  return Object.fromEntries(DIGESTS.map((name) => [name, createHash(name).update(content).digest('hex')]));
}

describe('a digest thread', () => {
  let thread: DigestThread;

  beforeAll(() => {
    thread = new DigestThread(THREAD_PROGRAMS.digest);
  });
  afterAll(() => thread.end());

  it('hashes streams beside each other', async () => {
    const contents = [1, 2, 3].map(() => randomBytes(10_000));
    const streams = contents.map((content) => ({ content, hash: thread.begin(DIGESTS) }));
    for (let start = 0; start < 10_000; start += 2500) {
      await Promise.all(streams.map(({ content, hash }) => hash.update(content.subarray(start, start + 2500))));
    }
    expect(await Promise.all(streams.map(({ hash }) => hash.finish()))).toEqual(contents.map(digestsOf));
  });

  it('sees shared memory as it is when it hashes it, and gives the digests that are asked for', async () => {
    const slice = new Uint8Array(new SharedArrayBuffer(1000));
    const hash = thread.begin(['sha256']);
    const content = randomBytes(3000);
    for (let start = 0; start < 3000; start += 1000) {
      slice.set(content.subarray(start, start + 1000));
      await hash.update(slice);
    }
    expect(await hash.finish()).toEqual({ sha256: createHash('sha256').update(content).digest('hex') });
  });

  it('forgets what is given up', async () => {
    const hash = thread.begin(DIGESTS);
    await hash.update(randomBytes(10));
    hash.abandon();
    hash.abandon();
    await expect(hash.finish()).rejects.toThrow('started anew');
  });

  it('refuses what it has begun when it is gone, and begins with a new one', async () => {
    const before = thread.begin(DIGESTS);
    await before.update(Buffer.from('a'));
    await thread.end();
    await expect(before.update(Buffer.from('b'))).rejects.toThrow('started anew');
    const hash = thread.begin(DIGESTS);
    await hash.update(Buffer.from('c'));
    expect(await hash.finish()).toEqual(digestsOf(Buffer.from('c')));
  });

  it('refuses what a thread was asked that broke', async () => {
    const broken = new DigestThread(FIXTURE);
    await expect(broken.begin(DIGESTS).update(Buffer.from('a'))).rejects.toThrow('The digest thread broke');
    await broken.end();
  });
});
