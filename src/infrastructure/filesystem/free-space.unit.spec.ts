import { PassThrough, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import { KB } from '#domain/shared/quantities';
import type { Reservation, UploadLimits } from './free-space';
import { FreeSpace, NO_LIMITS } from './free-space';

describe('FreeSpace', () => {
  const on = (available: number, minimum = 0): FreeSpace =>
    new FreeSpace('/nowhere', minimum, () => Promise.resolve(available));

  it('lets pass what leaves exactly the minimum, and refuses one byte more', async () => {
    await expect(on(150, 50).reserve(100, 'one')).resolves.toBeDefined();
    await expect(on(149, 50).reserve(100, 'one')).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
  });

  it('lets only as many simultaneous uploads pass as there is room for', async () => {
    const space = on(250);
    const outcomes = await Promise.allSettled([
      space.reserve(100, 'one'),
      space.reserve(100, 'one'),
      space.reserve(100, 'one'),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('has room again once an upload is over, however often it says so', async () => {
    const space = on(100);
    const first = await space.reserve(100, 'one');
    await expect(space.reserve(1, 'one')).rejects.toThrow();
    first.release();
    first.release();
    await expect(space.reserve(100, 'one')).resolves.toBeDefined();
    await expect(space.reserve(1, 'one')).rejects.toThrow();
  });

  it('does not count twice what has been written, since the file system counts it', async () => {
    let available = 200;
    const space = new FreeSpace('/nowhere', 0, () => Promise.resolve(available));
    const first = await space.reserve(100, 'one');
    available = 120;
    first.written(80);
    await expect(space.reserve(100, 'one')).resolves.toBeDefined();
  });

  it('need not ask the file system again at once: it counts what has been written since', async () => {
    let asked = 0;
    const limits = { ...NO_LIMITS, measurementMs: 60_000 };
    const space = new FreeSpace(
      '/nowhere',
      0,
      () => {
        asked += 1;
        return Promise.resolve(200);
      },
      limits,
    );
    const first = await space.reserve(100, 'one');
    first.written(80);
    first.release();
    await expect(space.reserve(121, 'one')).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
    await expect(space.reserve(120, 'one')).resolves.toBeDefined();
    expect(asked).toBe(1);
  });

  describe('with limits of our own', () => {
    const limited = (limits: Partial<UploadLimits>): FreeSpace =>
      new FreeSpace('/nowhere', 0, () => Promise.resolve(1e12), {
        ...NO_LIMITS,
        uploads: 2,
        bytes: 1000,
        ...limits,
      });
    const overloaded = expect.objectContaining({ code: 'OVERLOADED' }) as Error;

    it('takes so many uploads at once and no more, until one is over', async () => {
      const space = limited({});
      const [first] = await Promise.all([space.reserve(1, 'one'), space.reserve(1, 'one')]);
      await expect(space.reserve(1, 'one')).rejects.toThrow(overloaded);
      first.release();
      first.release();
      await space.reserve(1, 'one');
      await expect(space.reserve(1, 'one')).rejects.toThrow(overloaded);
    });

    it('takes so many bytes under way and no more, also when they are on the disk', async () => {
      const space = limited({});
      const first = await space.reserve(600, 'one');
      first.written(600);
      await expect(space.reserve(401, 'one')).rejects.toThrow(overloaded);
      await space.reserve(400, 'one');
    });

    it('takes nothing while memory is short', async () => {
      let short = true;
      const space = limited({ isMemoryShort: () => Promise.resolve(short) });
      await expect(space.reserve(1, 'one')).rejects.toThrow(overloaded);
      short = false;
      await expect(space.reserve(1, 'one')).resolves.toBeDefined();
    });
  });

  describe('among several owners', () => {
    /** What a client sends: chunk by chunk, as the test says. */
    class Client {
      private readonly pipe = new PassThrough();
      readonly ended: Promise<unknown>;
      isUnderWay = true;

      constructor(readonly reservation: Reservation) {
        this.ended = this.read().finally(() => {
          this.isUnderWay = false;
          reservation.release();
        });
        this.ended.catch(() => undefined);
      }

      /** Resolves once it has been read. */
      async send(bytes: number): Promise<void> {
        this.pipe.write(Buffer.alloc(bytes));
        while (this.pipe.readableLength > 0) await setImmediate();
        await setImmediate();
      }

      private async read(): Promise<void> {
        for await (const chunk of this.reservation.watch(this.pipe, new AbortController().signal)) {
          this.reservation.written(chunk.length);
        }
      }
    }

    let now: number;
    let disk: number;
    const shared = (limits: Partial<UploadLimits>): FreeSpace =>
      new FreeSpace(
        '/nowhere',
        0,
        () => Promise.resolve(disk),
        { ...NO_LIMITS, leastPace: { bytesPerSecond: 64 * KB, seconds: 5 }, ...limits },
        () => now,
      );
    const client = async (space: FreeSpace, owner: string, bytes = 100): Promise<Client> => {
      const client = new Client(await space.reserve(bytes, owner));
      await setImmediate();
      return client;
    };
    const overloaded = { code: 'OVERLOADED' };

    beforeEach(() => {
      now = 1_000_000;
      disk = 1e12;
    });

    it('gives none more than its share, and the rest to others', async () => {
      const space = shared({ uploads: 4, uploadsPerOwner: 2 });
      const first = await space.reserve(1, 'one');
      await space.reserve(1, 'one');
      await expect(space.reserve(1, 'one')).rejects.toMatchObject({
        ...overloaded,
        details: '2 uploads of this key are being received.',
      });
      await space.reserve(1, 'other');
      first.release();
      await expect(space.reserve(1, 'one')).resolves.toBeDefined();
    });

    it('ends the slowest for one that finds no place, and takes that one', async () => {
      const space = shared({ uploads: 3 });
      const [slow, slower, fast] = [await client(space, 'a'), await client(space, 'b'), await client(space, 'c')];
      now += 5_000;
      await Promise.all([slow.send(2 * KB), slower.send(KB), fast.send(320 * KB)]);
      await expect(client(space, 'd')).resolves.toBeDefined();
      await expect(slower.ended).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT', message: /64 KB a second for 5 s/ });
      // The other slow one next; the fast one and the newcomers never.
      await expect(client(space, 'd')).resolves.toBeDefined();
      await expect(slow.ended).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
      await expect(client(space, 'e')).rejects.toMatchObject(overloaded);
    });

    it('judges by the last seconds: one that was fast once does not keep its place with that', async () => {
      const space = shared({ uploads: 1 });
      const once = await client(space, 'a');
      await once.send(10_000 * KB);
      now += 5_000;
      await expect(client(space, 'b')).rejects.toMatchObject(overloaded);
      now += 1_000;
      await expect(client(space, 'b')).resolves.toBeDefined();
      await expect(once.ended).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
    });

    it('leaves new ones time to begin', async () => {
      const space = shared({ uploads: 1 });
      await client(space, 'a');
      now += 4_999;
      await expect(client(space, 'b')).rejects.toMatchObject(overloaded);
    });

    it('ends nobody while there is room', async () => {
      const space = shared({ uploads: 2 });
      const slow = await client(space, 'a');
      now += 60_000;
      await expect(client(space, 'b')).resolves.toBeDefined();
      await slow.send(1);
      expect(slow.isUnderWay).toBe(true);
    });

    it('ends nobody whom it keeps waiting itself', async () => {
      const space = shared({ uploads: 1 });
      const reservation = await space.reserve(100, 'a');
      const chunks = reservation.watch(Readable.from([Buffer.alloc(1)]), new AbortController().signal);
      for await (const chunk of chunks) {
        now += 60_000;
        expect(chunk).toHaveLength(1);
        await expect(client(space, 'b')).rejects.toMatchObject(overloaded);
      }
      // What has come whole is being looked at now.
      await expect(client(space, 'b')).rejects.toMatchObject(overloaded);
    });

    it('takes from who has the most, and never from who has fewer than the newcomer', async () => {
      const space = shared({ uploads: 4 });
      const single = await client(space, 'single');
      const many = [await client(space, 'many'), await client(space, 'many'), await client(space, 'many')];
      now += 10_000;
      await many[0]?.send(100 * KB);
      await many[1]?.send(200 * KB);
      await many[2]?.send(300 * KB);
      await expect(client(space, 'd')).resolves.toBeDefined();
      await expect(many[0]?.ended).rejects.toThrow();
      await many[1]?.send(900 * KB);
      await many[2]?.send(900 * KB);
      await expect(client(space, 'many')).rejects.toMatchObject(overloaded);
      expect(single.isUnderWay).toBe(true);
    });

    it.each([
      ['on the disk', 1000, Infinity, 'INSUFFICIENT_STORAGE'],
      ['below the limit of bytes', 1e12, 1000, 'OVERLOADED'],
    ])('makes room %s too, but ends nobody where that would not be enough', async (_, free, bytes, code) => {
      disk = free;
      const space = shared({ bytes });
      const [slow, slower] = [await client(space, 'a', 400), await client(space, 'b', 400)];
      now += 5_000;
      await Promise.all([slow.send(2), slower.send(1)]);
      await expect(client(space, 'c', 1001)).rejects.toMatchObject({ code });
      expect([slow.isUnderWay, slower.isUnderWay]).toEqual([true, true]);
      await expect(client(space, 'c', 500)).resolves.toBeDefined();
      await expect(slower.ended).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' });
      expect(slow.isUnderWay).toBe(true);
    });

    it('ends nobody where any pace is fast enough', async () => {
      const space = shared({ uploads: 1, leastPace: { bytesPerSecond: 0, seconds: 5 } });
      await client(space, 'a');
      now += 60_000;
      await expect(client(space, 'b')).rejects.toMatchObject(overloaded);
    });
  });
});
