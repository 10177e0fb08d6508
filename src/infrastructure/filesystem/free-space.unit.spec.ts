import { FreeSpace } from './free-space';

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
});
