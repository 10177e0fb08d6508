import { FakeHostPressure } from '#test/fakes/fake-host-pressure';
import { RelievePressure } from './relieve-pressure';

describe('RelievePressure', () => {
  const host = new FakeHostPressure();
  const relieve = new RelievePressure(host, { memory: 0.85, disk: 0.9 });
  const done: string[] = [];
  const relief = {
    hold: (isHeld: boolean): void => {
      done.push(isHeld ? 'held' : 'freed');
    },
    sweep: (): Promise<void> => {
      done.push('swept');
      return Promise.resolve();
    },
  };
  const look = async (memory: number, disk: number): Promise<readonly string[]> => {
    Object.assign(host, { memoryInUse: memory, diskInUse: disk });
    done.length = 0;
    await relieve.execute(relief);
    return [...done];
  };

  it('does nothing while there is enough of both', async () => {
    expect(await look(0.85, 0.9)).toEqual([]);
  });

  it('takes no new job while memory is short, and says so once', async () => {
    expect(await look(0.86, 0.5)).toEqual(['held']);
    expect(await look(0.99, 0.5)).toEqual([]);
    expect(await look(0.8, 0.5)).toEqual(['freed']);
    expect(await look(0.8, 0.5)).toEqual([]);
  });

  it('sweeps at every look while the disk is nearly full', async () => {
    expect(await look(0.5, 0.95)).toEqual(['swept']);
    expect(await look(0.5, 0.95)).toEqual(['swept']);
    expect(await look(0.5, 0.5)).toEqual([]);
  });
});
