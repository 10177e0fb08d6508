import { KB } from '#domain/shared/quantities';
import { PieceBatches } from './piece-batches';
import type { PieceEncoder } from './piece-encoder';

const turn = (): Promise<void> => new Promise(setImmediate);

/** An encoder that ends a batch when it is told to. */
class HeldEncoder {
  readonly batches: { readonly plains: readonly Uint8Array[]; readonly end: () => void }[] = [];

  readonly encode: PieceEncoder = (plains) =>
    new Promise((resolve) => {
      this.batches.push({
        plains,
        end: () => {
          resolve(plains);
        },
      });
    });
}

describe('pieces in batches', () => {
  it('are sent when a batch is full, or when there is nothing more to come', async () => {
    const held = new HeldEncoder();
    const batches = new PieceBatches(held.encode);
    const pieces = [200, 200, 200, 1].map((size) => batches.add(Buffer.alloc(size * KB)));
    expect(held.batches.map(({ plains }) => plains.length)).toEqual([3]);
    batches.send();
    batches.send();
    expect(held.batches.map(({ plains }) => plains.length)).toEqual([3, 1]);
    for (const { end } of held.batches.toReversed()) end();
    expect((await Promise.all(pieces)).map(({ length }) => length / KB)).toEqual([200, 200, 200, 1]);
    expect(batches.plainBytes).toBe(601 * KB);
  });

  it('wait while many batches are under way', async () => {
    const held = new HeldEncoder();
    const batches = new PieceBatches(held.encode);
    let made = 0;
    const making = (async (): Promise<void> => {
      for (; made < 40; made += 1) {
        await batches.room();
        void batches.add(Buffer.alloc(600 * KB));
      }
    })();
    await turn();
    expect(made).toBe(16);
    held.batches.shift()?.end();
    await turn();
    expect(made).toBe(17);
    while (made < 40) {
      held.batches.shift()?.end();
      await turn();
    }
    await making;
  });

  it('fail as the encoder does, and are missed when it gives too few', async () => {
    const failing = new PieceBatches(() => Promise.reject(new Error('no memory')));
    const [one, other] = [failing.add(Buffer.from('a')), failing.add(Buffer.from('b'))];
    failing.send();
    await expect(one).rejects.toThrow('no memory');
    await expect(other).rejects.toThrow('no memory');
    const losing = new PieceBatches((plains) => Promise.resolve(plains.slice(1)));
    const [kept, lost] = [losing.add(Buffer.from('a')), losing.add(Buffer.from('b'))];
    losing.send();
    expect(Buffer.from(await kept).toString()).toBe('b');
    await expect(lost).rejects.toThrow('A piece was lost');
  });
});
