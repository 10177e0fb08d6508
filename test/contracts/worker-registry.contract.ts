import type { WorkerRecord, WorkerRegistry } from '#application/ports/worker-registry.port';
import { NOON } from '#test/builders/job';

export interface WorkerRegistrySubject {
  readonly registry: WorkerRegistry;
  /** Lets a third of the silence go by after which a worker is gone. */
  readonly missHeartbeat: () => Promise<void>;
}

export function aWorker(facts: Partial<WorkerRecord> = {}): WorkerRecord {
  return {
    id: 'host-1a2b3c4d',
    host: 'host',
    registeredAt: NOON,
    heartbeatAt: NOON,
    concurrency: 2,
    load: 0,
    processedJobs: 0,
    engine: { radare2Version: '6.0.0', engineVersion: 'radare2-6.0.0+1', sandbox: 'bwrap' },
    ...facts,
  };
}

/** What `WorkerRegistry` promises. `makeSubject` gives an empty registry. */
export function describeWorkerRegistryContract(name: string, makeSubject: () => Promise<WorkerRegistrySubject>): void {
  describe(`${name} keeps the contract of WorkerRegistry`, () => {
    let subject: WorkerRegistrySubject;

    beforeEach(async () => {
      subject = await makeSubject();
    });

    it('lists the workers as they announced themselves last', async () => {
      const { registry } = subject;
      const [one, two] = [aWorker({ id: 'one' }), aWorker({ id: 'two', load: 1 })];
      expect(await registry.live()).toEqual([]);
      await registry.announce(one);
      await registry.announce(two);
      await registry.announce({ ...one, processedJobs: 5 });
      const live = await registry.live();
      expect(live).toHaveLength(2);
      expect(live).toEqual(expect.arrayContaining([{ ...one, processedJobs: 5 }, two]));
    });

    it('lets a worker leave at once, as often as it wants to', async () => {
      const { registry } = subject;
      await registry.announce(aWorker({ id: 'one' }));
      await registry.withdraw('one');
      await registry.withdraw('one');
      expect(await registry.live()).toEqual([]);
    });

    it('counts a silent worker as gone, but not one that goes on announcing itself, and takes it in again', async () => {
      const { registry, missHeartbeat } = subject;
      const [silent, loud] = [aWorker({ id: 'silent' }), aWorker({ id: 'loud' })];
      await registry.announce(silent);
      for (let missed = 0; missed < 2; missed += 1) {
        await registry.announce(loud);
        await missHeartbeat();
      }
      expect(await registry.live()).toHaveLength(2);
      await registry.announce(loud);
      await missHeartbeat();
      await missHeartbeat();
      expect(await registry.live()).toEqual([loud]);
      await registry.announce(silent);
      expect(await registry.live()).toHaveLength(2);
    });

    it('says which engine is run, and which was run last while nobody is there', async () => {
      const { registry } = subject;
      const engine = (engineVersion: string): Partial<WorkerRecord> => ({
        engine: { radare2Version: '6.0.0', engineVersion, sandbox: 'bwrap' },
      });
      expect(await registry.engineVersion()).toBeUndefined();
      await registry.announce(aWorker({ id: 'new', ...engine('e+2') }));
      await registry.announce(aWorker({ id: 'old', ...engine('e+1') }));
      const idle = { registeredAt: NOON, heartbeatAt: NOON, concurrency: 2, load: 0, processedJobs: 0 };
      await registry.announce({ ...idle, id: 'faulty', host: 'host', fault: 'no sandbox' });
      expect(await registry.engineVersion()).toBe('e+2');
      await registry.withdraw('new');
      expect(await registry.engineVersion()).toBe('e+1');
      await registry.withdraw('old');
      await registry.withdraw('faulty');
      expect(await registry.engineVersion()).toBe('e+1');
    });
  });
}
