import { createHash, randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

import { KB, MB } from '#domain/shared/quantities';
import { SampleWriter, WritingMeans } from './sample-writer';
import { SliceMemory } from './slice-memory';
import type { Digest, StreamHash } from './stream-hasher';
import { DIGESTS, OwnStreamHasher, StreamHasher } from './stream-hasher';

const reservation = { written: () => undefined };

/** A file on a disk that is full after `room` bytes, and takes little at once. */
function fileWithRoom(room: number): FileHandle {
  let left = room;
  const write = (_from: Uint8Array, _offset: number, length: number): Promise<{ bytesWritten: number }> => {
    if (left === 0) return Promise.reject(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }));
    const bytesWritten = Math.min(length, left, 60_000);
    left -= bytesWritten;
    return Promise.resolve({ bytesWritten });
  };
  return { write } as unknown as FileHandle;
}

/** A file whose writes end when they are let, in whatever order. */
class SlowFile {
  readonly content = Buffer.alloc(16 * MB);
  readonly lengths: number[] = [];
  readonly waiting: (() => void)[] = [];

  readonly handle = {
    write: (from: Uint8Array, offset: number, length: number, at: number) =>
      new Promise((resolve) => {
        this.waiting.push(() => {
          this.content.set(from.subarray(offset, offset + length), at);
          this.lengths.push(length);
          resolve({ bytesWritten: length });
        });
      }),
  } as unknown as FileHandle;

  letGo(): void {
    for (const write of this.waiting.splice(0).reverse()) write();
  }

  get written(): number {
    return this.lengths.reduce((sum, length) => sum + length, 0);
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets its writes go, until this has settled. */
async function letting<Result>(file: SlowFile, work: Promise<Result>): Promise<Result> {
  const timer = setInterval(() => {
    file.letGo();
  }, 1);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

function digestsOf(content: Uint8Array): object {
  return Object.fromEntries(DIGESTS.map((name) => [name, createHash(name).update(content).digest('hex')]));
}

class BrokenHasher extends StreamHasher {
  abandoned = 0;

  begin<Name extends Digest>(): StreamHash<Name> {
    const broken = (): Promise<never> => Promise.reject(new Error('The thread broke'));
    return { update: broken, finish: broken, abandon: () => (this.abandoned += 1) };
  }
}

describe('SampleWriter', () => {
  it('says where the disk was full', async () => {
    const writer = new SampleWriter(fileWithRoom(100_000), MB, reservation, DIGESTS);
    await writer.write(Buffer.alloc(50_000));
    await writer.write(Buffer.alloc(300_000));
    await expect(writer.finish()).rejects.toMatchObject({
      code: 'INSUFFICIENT_STORAGE',
      details: 'Failed to write chunk at offset 100000: ENOSPC: no space left',
    });
  });

  it('takes no more than a few slices once the disk is full', async () => {
    const writer = new SampleWriter(fileWithRoom(0), 100 * MB, reservation, DIGESTS);
    const endless = async (): Promise<void> => {
      while (writer.bytes < 50 * MB) await writer.write(Buffer.alloc(64 * KB));
    };
    await expect(endless()).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
    expect(writer.bytes).toBeLessThanOrEqual(MB);
  });

  it('names the limit that a file exceeds', async () => {
    const writer = new SampleWriter(fileWithRoom(MB), 2 * MB, reservation, DIGESTS);
    await expect(writer.write(Buffer.alloc(2 * MB + 1))).rejects.toThrow('The file is larger than 2 MB.');
  });

  it('lets others have their turn while it hashes a large chunk', async () => {
    let turns = 0;
    let running = true;
    const count = (): void => {
      turns += 1;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    // This file answers without a turn of the event loop: what turns there are, the writer grants.
    const writer = new SampleWriter(fileWithRoom(16 * MB), 16 * MB, reservation, DIGESTS);
    await writer.write(Buffer.alloc(16 * MB));
    running = false;
    expect(turns).toBeGreaterThanOrEqual(32);
  });

  it.each([1, 1000, 4096, 4097, 12_288, 100_000])(
    'hashes and writes %i bytes, whatever pieces they come in',
    async (size) => {
      const content = randomBytes(size);
      const file = new SlowFile();
      const means = new WritingMeans(new OwnStreamHasher(), new SliceMemory(4096));
      const writer = new SampleWriter(file.handle, MB, reservation, DIGESTS, means);
      const writing = async (): Promise<object> => {
        for (let start = 0; start < size; start += 1500) await writer.write(content.subarray(start, start + 1500));
        return writer.finish();
      };
      expect(await letting(file, writing())).toMatchObject({ size, digests: digestsOf(content) });
      expect(file.content.subarray(0, file.written).equals(content)).toBe(true);
      expect(file.lengths.toSorted((one, other) => one - other).slice(1)).toEqual(
        Array.from({ length: Math.ceil(size / 4096) - 1 }, () => 4096),
      );
    },
  );

  it('does not ask for more than it has memory for', async () => {
    const file = new SlowFile();
    const means = new WritingMeans(new OwnStreamHasher(), new SliceMemory(4096));
    const writer = new SampleWriter(file.handle, MB, reservation, DIGESTS, means);
    const writing = writer.write(Buffer.alloc(20_000));
    let isTaken = false;
    void writing.then(() => (isTaken = true));
    for (let turns = 0; turns < 10; turns += 1) await turn();
    expect([isTaken, file.waiting.length]).toEqual([false, 2]);
    await letting(file, writing);
    await letting(file, writer.finish());
    expect(file.written).toBe(20_000);
  });

  it('is done with its file only when nothing is being written any more', async () => {
    const file = new SlowFile();
    const means = new WritingMeans(new OwnStreamHasher(), new SliceMemory(4096));
    const writer = new SampleWriter(file.handle, MB, reservation, DIGESTS, means);
    await writer.write(Buffer.alloc(8192));
    let isDone = false;
    const abandoned = writer.abandon().then(() => (isDone = true));
    for (let turns = 0; turns < 10; turns += 1) await turn();
    expect(isDone).toBe(false);
    await letting(file, abandoned);
    expect(file.written).toBe(8192);
  });

  it('fails where its bytes cannot be hashed', async () => {
    const hasher = new BrokenHasher();
    const writer = new SampleWriter(fileWithRoom(MB), MB, reservation, DIGESTS, new WritingMeans(hasher));
    await writer.write(Buffer.alloc(300_000));
    await expect(writer.finish()).rejects.toThrow('The thread broke');
    await writer.abandon();
    expect(hasher.abandoned).toBe(1);
  });

  it('counts as written what is on the disk', async () => {
    const file = new SlowFile();
    let written = 0;
    const counting = { written: (bytes: number): void => void (written += bytes) };
    const means = new WritingMeans(new OwnStreamHasher(), new SliceMemory(4096));
    const writer = new SampleWriter(file.handle, MB, counting, DIGESTS, means);
    await writer.write(Buffer.alloc(5000));
    expect(written).toBe(0);
    await letting(file, writer.finish());
    expect(written).toBe(5000);
  });
});

describe('SliceMemory', () => {
  it('gives what it was given back, and keeps a few of very many', () => {
    const memory = new SliceMemory(100);
    const slices = Array.from({ length: 40 }, () => memory.take());
    expect(new Set(slices).size).toBe(40);
    for (const slice of slices) memory.giveBack(slice);
    const again = Array.from({ length: 40 }, () => memory.take());
    expect(again.filter((slice) => slices.includes(slice))).toHaveLength(16);
  });
});
