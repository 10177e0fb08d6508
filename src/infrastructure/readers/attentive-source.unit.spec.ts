import { Deadline } from '#infrastructure/clock/deadline';
import { sourceOf } from '#test/builders/byte-sources';
import { AttentiveSource } from './attentive-source';

const BYTES = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);

function attentive(milliseconds = 60_000, signal = new AbortController().signal): AttentiveSource {
  return new AttentiveSource(sourceOf(BYTES), new Deadline(milliseconds), signal);
}

describe('a source that minds the time', () => {
  it.each([
    ['within a page', 10, 100],
    ['across two pages', 65_500, 100],
    ['of many pages', 10, 150_000],
    ['up to the end', 199_990, 10],
    ['beyond the end', 199_990, 100],
    ['behind the end', 300_000, 100],
  ])('gives the bytes %s', async (_, offset, length) => {
    const source = attentive();
    for (let time = 0; time < 2; time++) {
      expect(Buffer.from(await source.read(offset, length)).equals(BYTES.subarray(offset, offset + length))).toBe(true);
    }
  });

  it('gives the same when it has forgotten a page', async () => {
    const large = Uint8Array.from({ length: 40 * 65_536 }, (_, index) => index >> 16);
    const source = new AttentiveSource(sourceOf(large), new Deadline(60_000), new AbortController().signal);
    for (const page of [0, 39, ...Array.from({ length: 40 }, (_, index) => index), 0, 39]) {
      expect(await source.read(page * 65_536 + 5, 1)).toEqual(Uint8Array.of(page));
    }
  });

  it('ends whoever reads when the time is over', async () => {
    await expect(attentive(0).read(0, 1)).rejects.toMatchObject({ code: 'ANALYSIS_TIMEOUT' });
  });

  it('ends whoever reads when nobody waits any more', async () => {
    const reason = new Error('called off');
    await expect(attentive(60_000, AbortSignal.abort(reason)).read(0, 1)).rejects.toBe(reason);
  });

  it('lets others run when it has had its share', async () => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
    try {
      const source = attentive();
      let othersRan = false;
      setImmediate(() => (othersRan = true));
      for (let read = 0; read < 100; read++) await source.read(0, 1);
      expect(othersRan).toBe(false);
      now += 6;
      await source.read(0, 1);
      expect(othersRan).toBe(true);
    } finally {
      clock.mockRestore();
    }
  });
});
