import { AnnounceWorker } from '#application/operations/announce-worker';
import { EngineCheck } from '#application/operations/engine-check';
import { AnalysisBench, ENGINE, REPORT, ScriptedEngine } from './analysis-bench';

describe('a result of the fallback', () => {
  let bench: AnalysisBench;

  beforeEach(async () => {
    bench = new AnalysisBench();
    await bench.worker('worker-1');
    bench.engine.next = () => Promise.resolve({ ...REPORT, fallbackReason: 'radare2 failed over this file.' });
  });

  it('says so, and why', async () => {
    const job = await bench.submitted();
    await bench.work();
    expect(await bench.read.head({ id: job.id, ownerId: 'local' })).toMatchObject({
      ready: true,
      result: { metadata: { engine: 'fallback', fallback_reason: 'radare2 failed over this file.' } },
    });
  });

  it('serves its own job only: the same content is analysed again', async () => {
    const first = await bench.submitted();
    await bench.work();
    bench.engine.next = () => Promise.resolve(REPORT);
    const second = await bench.submitted();
    expect(second.status).toBe('pending');
    await bench.work();
    expect(bench.engine.tasks).toHaveLength(2);
    const engines = [];
    for (const { id } of [first, second]) {
      const reading = await bench.read.head({ id, ownerId: 'local' });
      engines.push(reading.ready ? reading.result.metadata.engine : undefined);
    }
    expect(engines).toEqual(['fallback', 'radare2']);
  });
});

it('the health of radare2 is degraded while a worker answers without it', async () => {
  const { workers, clock } = new AnalysisBench();
  const engine = new ScriptedEngine();
  engine.identity = () => Promise.resolve({ ...ENGINE, degraded: 'radare2 crashed.' });
  const load = {
    id: 'one',
    host: 'host',
    registeredAt: 0,
    concurrency: 2,
    load: 0,
    smallJobSlots: 1,
    processedJobs: 0,
    capabilities: [],
    reads: ['1'],
  };
  await new AnnounceWorker(workers, engine, clock).execute(load);
  expect(await new EngineCheck(workers).check()).toEqual({
    status: 'degraded',
    detail: 'radare2 crashed. (1 of 1 workers)',
  });
});
