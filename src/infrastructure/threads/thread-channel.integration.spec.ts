import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

import { ThreadChannel, threadsLoaded } from './thread-channel';

const FILE = join(__dirname, '../../../test/fixtures/threads/channel-end.cjs');

/** See the fixture. */
type Deed = 'count' | 'echo' | 'refuse' | 'hang' | 'wait' | 'throw' | 'exit' | 'tell' | 'settings';
interface Order {
  readonly deed: Deed;
  readonly bytes?: Uint8Array;
}

const refusalFor = (error: unknown): Error => new Error(error === undefined ? 'it ended' : 'it broke');

describe('the channel of a thread', () => {
  const told: string[] = [];
  const faults: unknown[] = [];
  let channel: ThreadChannel<Order, string>;

  beforeEach(() => {
    told.length = 0;
    faults.length = 0;
    channel = new ThreadChannel(
      { file: FILE, nodeArguments: [], heapMb: 64, settings: { name: 'one' } },
      {
        onTold: (word) => told.push(word),
        refusalFor: (error) => {
          faults.push(error);
          return new Error(error === undefined ? 'it ended' : 'it broke', { cause: error });
        },
      },
    );
  });
  afterEach(() => channel.end());

  const ask = (deed: Deed): Promise<unknown> => channel.order({ deed }).answer;

  it('is there from the first order on, or from its start', async () => {
    expect(channel.isStarted).toBe(false);
    expect(await ask('settings')).toEqual({ name: 'one' });
    expect(channel.isStarted).toBe(true);
    await channel.end();
    expect(channel.isStarted).toBe(false);
    channel.start();
    expect(channel.isStarted).toBe(true);
  });

  it('gives every order its own answer, in whatever order they come', async () => {
    const waiting = channel.order({ deed: 'wait' });
    expect(await ask('count')).toBe(2);
    await expect(ask('refuse')).rejects.toMatchObject({ code: 'ENGINE_FAILED', message: 'It is refused.' });
    expect(await ask('count')).toBe(4);
    waiting.callOff();
    expect(await waiting.answer).toBe('called off');
  });

  it('tells what belongs to no order', async () => {
    expect(await ask('tell')).toBe('done');
    expect(told).toEqual(['something']);
  });

  it('gives memory away and gets it back', async () => {
    const bytes = new Uint8Array([1, 2, 3]);
    const { answer } = channel.order({ deed: 'echo', bytes }, [bytes.buffer]);
    expect(bytes.byteLength).toBe(0);
    expect(await answer).toEqual(new Uint8Array([1, 2, 3]));
  });

  it('does not wait for an answer that nobody wants, and hears others', async () => {
    const { answer, refuse } = channel.order({ deed: 'wait' });
    refuse(new Error('too late'));
    await expect(answer).rejects.toThrow('too late');
    expect(await ask('count')).toBe(2);
  });

  it('refuses an order that cannot be sent, and keeps nothing of it', async () => {
    const { answer } = channel.order({ deed: 'count', bytes: (() => undefined) as never });
    await expect(answer).rejects.toThrow('could not be cloned');
    expect(await ask('count')).toBe(1);
  });

  it.each([
    ['throw', 'it broke'],
    ['exit', 'it ended'],
  ] as const)(
    'refuses all that is left when the thread ends by %s, and the next order gets a new one',
    async (deed, words) => {
      const ended = await Promise.allSettled([ask('wait'), ask(deed), ask('wait')]);
      expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(ended).toContainEqual({
        status: 'rejected',
        reason: expect.objectContaining({ message: words }) as Error,
      });
      expect(await ask('count')).toBe(1);
    },
  );

  it('hands over what broke it', async () => {
    await expect(ask('throw')).rejects.toMatchObject({ cause: { message: 'a fault of ours' } });
  });

  it('refuses at once when it is failed, whatever the thread does, and is gone then', async () => {
    const hanging = ask('hang');
    const failing = channel.fail(new Error('hangs'));
    await expect(hanging).rejects.toThrow('hangs');
    await failing;
    expect(await ask('count')).toBe(1);
  });

  it('refuses what is left when it was ended, and is not asked why twice', async () => {
    const hanging = ask('hang');
    await Promise.all([expect(hanging).rejects.toThrow('it ended'), channel.end(), channel.end()]);
    expect(faults).toEqual([undefined]);
  });

  it('does not mix up the orders of one that was ended with those of the next', async () => {
    const hanging = ask('hang');
    const ending = channel.end();
    expect(await ask('count')).toBe(1);
    await Promise.all([expect(hanging).rejects.toThrow('it ended'), ending]);
    expect(await ask('count')).toBe(2);
  });

  it('lets a thread load its code before it ends it, and the process wait for that', async () => {
    const gate = new Int32Array(new SharedArrayBuffer(8));
    const slow = new ThreadChannel({ file: FILE, nodeArguments: [], heapMb: 64, settings: { gate } }, { refusalFor });
    slow.start();
    while (Atomics.load(gate, 0) === 0) await after(5);
    const told: string[] = [];
    const waits = [
      slow.end().then(() => told.push(`ended, loaded ${gate[1]}`)),
      threadsLoaded().then(() => told.push(`waited, loaded ${gate[1]}`)),
    ];
    await after(50);
    expect(told).toEqual([]);
    Atomics.store(gate, 0, 2);
    Atomics.notify(gate, 0);
    await Promise.all(waits);
    expect(told.sort()).toEqual(['ended, loaded 1', 'waited, loaded 1']);
  });

  it('does not wait for a thread that cannot be loaded', async () => {
    const broken = new ThreadChannel({ file: `${FILE}.missing`, nodeArguments: [], heapMb: 64 }, { refusalFor });
    await expect(broken.order({ deed: 'count' }).answer).rejects.toThrow('it broke');
    await Promise.all([broken.end(), threadsLoaded()]);
  });
});
