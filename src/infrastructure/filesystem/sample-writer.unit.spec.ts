import type { FileHandle } from 'node:fs/promises';

import { MB } from '#domain/shared/quantities';
import { SampleWriter } from './sample-writer';

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

describe('SampleWriter', () => {
  it('says where the disk was full', async () => {
    const writer = new SampleWriter(fileWithRoom(100_000), MB, reservation);
    await writer.write(Buffer.alloc(50_000));
    await expect(writer.write(Buffer.alloc(300_000))).rejects.toMatchObject({
      code: 'INSUFFICIENT_STORAGE',
      details: 'Failed to write chunk at offset 100000: ENOSPC: no space left',
    });
  });

  it('names the limit that a file exceeds', async () => {
    const writer = new SampleWriter(fileWithRoom(MB), 2 * MB, reservation);
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
    await new SampleWriter(fileWithRoom(16 * MB), 16 * MB, reservation).write(Buffer.alloc(16 * MB));
    running = false;
    expect(turns).toBeGreaterThanOrEqual(32);
  });
});
