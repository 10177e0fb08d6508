import { FreeSpace } from './free-space';
import type { UploadLimits } from './free-space';

describe('FreeSpace', () => {
  const on = (available: number, minimum = 0): FreeSpace =>
    new FreeSpace('/nowhere', minimum, () => Promise.resolve(available));

  it('lets pass what leaves exactly the minimum, and refuses one byte more', async () => {
    await expect(on(150, 50).reserve(100)).resolves.toBeDefined();
    await expect(on(149, 50).reserve(100)).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
  });

  it('lets only as many simultaneous uploads pass as there is room for', async () => {
    const space = on(250);
    const outcomes = await Promise.allSettled([space.reserve(100), space.reserve(100), space.reserve(100)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  });

  it('has room again once an upload is over, however often it says so', async () => {
    const space = on(100);
    const first = await space.reserve(100);
    await expect(space.reserve(1)).rejects.toThrow();
    first.release();
    first.release();
    await expect(space.reserve(100)).resolves.toBeDefined();
    await expect(space.reserve(1)).rejects.toThrow();
  });

  it('does not count twice what has been written, since the file system counts it', async () => {
    let available = 200;
    const space = new FreeSpace('/nowhere', 0, () => Promise.resolve(available));
    const first = await space.reserve(100);
    available = 120;
    first.written(80);
    await expect(space.reserve(100)).resolves.toBeDefined();
  });

  it('need not ask the file system again at once: it counts what has been written since', async () => {
    let asked = 0;
    const limits = {
      uploads: Infinity,
      bytes: Infinity,
      isMemoryShort: () => Promise.resolve(false),
      measurementMs: 60_000,
    };
    const space = new FreeSpace(
      '/nowhere',
      0,
      () => {
        asked += 1;
        return Promise.resolve(200);
      },
      limits,
    );
    const first = await space.reserve(100);
    first.written(80);
    first.release();
    await expect(space.reserve(121)).rejects.toMatchObject({ code: 'INSUFFICIENT_STORAGE' });
    await expect(space.reserve(120)).resolves.toBeDefined();
    expect(asked).toBe(1);
  });

  describe('with limits of our own', () => {
    const limited = (limits: Partial<UploadLimits>): FreeSpace =>
      new FreeSpace('/nowhere', 0, () => Promise.resolve(1e12), {
        uploads: 2,
        bytes: 1000,
        isMemoryShort: () => Promise.resolve(false),
        measurementMs: 0,
        ...limits,
      });
    const overloaded = expect.objectContaining({ code: 'OVERLOADED' }) as Error;

    it('takes so many uploads at once and no more, until one is over', async () => {
      const space = limited({});
      const [first] = await Promise.all([space.reserve(1), space.reserve(1)]);
      await expect(space.reserve(1)).rejects.toThrow(overloaded);
      first.release();
      first.release();
      await space.reserve(1);
      await expect(space.reserve(1)).rejects.toThrow(overloaded);
    });

    it('takes so many bytes under way and no more, also when they are on the disk', async () => {
      const space = limited({});
      const first = await space.reserve(600);
      first.written(600);
      await expect(space.reserve(401)).rejects.toThrow(overloaded);
      await space.reserve(400);
    });

    it('takes nothing while memory is short', async () => {
      let short = true;
      const space = limited({ isMemoryShort: () => Promise.resolve(short) });
      await expect(space.reserve(1)).rejects.toThrow(overloaded);
      short = false;
      await expect(space.reserve(1)).resolves.toBeDefined();
    });
  });
});
