import { Logger } from '@nestjs/common';

import { AnnounceWorker } from '#application/operations/announce-worker';
import { EngineCheck, SandboxCheck } from '#application/operations/engine-check';
import { MemoryCheck } from '#application/operations/memory-check';
import { ReportHealth } from '#application/operations/report-health';
import { ServiceState } from '#application/operations/service-state';
import { WatchHealth } from '#application/operations/watch-health';
import type { DependencyReport } from '#application/ports/dependency-check.port';
import { DependencyCheck } from '#application/ports/dependency-check.port';
import { DomainError } from '#domain/shared/domain-error';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeHostPressure } from '#test/fakes/fake-host-pressure';
import { FakeWorkerRegistry } from '#test/fakes/fake-worker-registry';
import { ENGINE, ScriptedEngine } from './analysis-bench';

class ScriptedCheck extends DependencyCheck {
  readonly hasFallback = false;

  constructor(
    readonly name: string,
    readonly critical: boolean,
    readonly check: () => Promise<DependencyReport>,
  ) {
    super();
  }
}

const healthy = (): Promise<DependencyReport> => Promise.resolve({ status: 'healthy' });
const broken = (): Promise<DependencyReport> => Promise.reject(new Error('no route'));

describe('the health of the service', () => {
  const statusOf = async (...all: readonly DependencyCheck[]): Promise<string> =>
    (await new ReportHealth({ all, deadlineMs: 2000, shareMs: 0 }).execute()).status;

  it('is healthy when everything is', async () => {
    expect(await statusOf(new ScriptedCheck('a', true, healthy))).toBe('healthy');
  });

  it('is degraded by anything that is not critical', async () => {
    expect(await statusOf(new ScriptedCheck('a', true, healthy), new ScriptedCheck('b', false, broken))).toBe(
      'degraded',
    );
    const degraded = (): Promise<DependencyReport> => Promise.resolve({ status: 'degraded' });
    expect(await statusOf(new ScriptedCheck('a', true, degraded))).toBe('degraded');
  });

  it('is unhealthy without what is critical, and names the cause', async () => {
    const { status, dependencies } = await new ReportHealth({
      all: [new ScriptedCheck('a', true, broken)],
      deadlineMs: 2000,
      shareMs: 0,
    }).execute();
    expect(status).toBe('unhealthy');
    expect(dependencies).toMatchObject([{ name: 'a', status: 'unhealthy', detail: 'no route' }]);
  });

  it('does not wait for a check that never answers', async () => {
    const hanging = new ScriptedCheck('a', true, () => new Promise(() => undefined));
    const reporting = new ReportHealth({ all: [hanging], deadlineMs: 5, shareMs: 0 }).execute();
    expect(await reporting).toMatchObject({ status: 'unhealthy' });
  });
});

describe('a look at health', () => {
  /** Counts looks; each is over when it is told. */
  const counted = (shareMs: number): { looks: () => number; end: () => void; report: ReportHealth } => {
    const pending: ((report: DependencyReport) => void)[] = [];
    let looks = 0;
    const check = (): Promise<DependencyReport> =>
      new Promise((resolve) => {
        looks += 1;
        pending.push(resolve);
      });
    const report = new ReportHealth({ all: [new ScriptedCheck('a', true, check)], deadlineMs: 60_000, shareMs });
    return {
      looks: () => looks,
      end: () => {
        pending.splice(0).forEach((end) => {
          end({ status: 'healthy' });
        });
      },
      report,
    };
  };

  it('serves all who ask while it is under way, and those who ask soon after', async () => {
    const { looks, end, report } = counted(60_000);
    const asked = Array.from({ length: 100 }, () => report.execute());
    end();
    await Promise.all(asked);
    await report.execute();
    expect(looks()).toBe(1);
  });

  it('serves nobody later', async () => {
    const { looks, end, report } = counted(0);
    const first = report.execute();
    end();
    await first;
    const second = report.execute();
    end();
    await second;
    expect(looks()).toBe(2);
  });
});

describe('the watch over health', () => {
  it('logs what has changed, once', async () => {
    const told: string[] = [];
    for (const level of ['log', 'warn'] as const)
      jest.spyOn(Logger.prototype, level).mockImplementation((...said: unknown[]) => void told.push(String(said[1])));
    const states: DependencyReport[] = [
      { status: 'healthy' },
      { status: 'unhealthy', detail: 'no route' },
      { status: 'unhealthy', detail: 'none yet' },
      { status: 'healthy' },
    ];
    const next = (): Promise<DependencyReport> => Promise.resolve(states.shift() ?? { status: 'healthy' });
    const all = [new ScriptedCheck('redis', true, next), new ScriptedCheck('cache', false, broken)];
    const watch = new WatchHealth(new ReportHealth({ all, deadlineMs: 2000, shareMs: 0 }));
    for (let looks = 0; looks < 5; looks += 1) await watch.execute();
    jest.restoreAllMocks();
    expect(told).toEqual(['cache is unhealthy', 'redis is unhealthy', 'redis is healthy again']);
  });
});

describe('the memory of the machine', () => {
  const host = new FakeHostPressure();
  const check = new MemoryCheck(host, { memory: 0.85, disk: 0.9 });

  it('is healthy up to its limit', async () => {
    host.memoryInUse = 0.85;
    expect(await check.check()).toEqual({ status: 'healthy', detail: '85 % in use' });
  });

  it('is degraded while it keeps uploads and jobs from being taken, and says so', async () => {
    host.memoryInUse = 0.91;
    expect(await check.check()).toEqual({
      status: 'degraded',
      detail: '91 % in use, above 85 %: no upload and no new job is taken until it falls',
    });
    expect(check.critical).toBe(false);
  });
});

describe('radare2 and its sandbox, as the workers report them', () => {
  const workers = new FakeWorkerRegistry();
  const announce = async (id: string, engine: ScriptedEngine): Promise<void> => {
    const slots = { concurrency: 2, load: 0, smallJobSlots: 1, processedJobs: 0 };
    const load = { id, host: 'host', registeredAt: 0, ...slots, capabilities: ['code'], reads: ['1', '2'] };
    await new AnnounceWorker(workers, engine, new FakeClock()).execute(load);
  };

  it('are unhealthy while no worker is there', async () => {
    expect(await new EngineCheck(workers).check()).toMatchObject({ status: 'unhealthy' });
    expect(await new SandboxCheck(workers).check()).toMatchObject({ status: 'unhealthy' });
  });

  it('are what the workers run', async () => {
    await announce('one', new ScriptedEngine());
    expect(await new EngineCheck(workers).check()).toEqual({ status: 'healthy', detail: '6.1.8 on 1 of 1 workers' });
    expect(await new SandboxCheck(workers).check()).toEqual({ status: 'healthy', detail: 'bwrap' });
  });

  it('are degraded when a worker has no engine, or no sandbox', async () => {
    const without = new ScriptedEngine();
    const cause = new DomainError('SERVICE_UNAVAILABLE', 'There is no radare2.', {
      details: 'not found',
      remediation: 'Install it.',
    });
    without.identity = () => Promise.reject(cause);
    await announce('two', without);
    expect(await new EngineCheck(workers).check()).toEqual({ status: 'degraded', detail: '6.1.8 on 1 of 2 workers' });
    const bare = new ScriptedEngine();
    bare.identity = () => Promise.resolve({ ...ENGINE, sandbox: 'off' } as unknown as typeof ENGINE);
    await announce('three', bare);
    expect(await new SandboxCheck(workers).check()).toMatchObject({ status: 'degraded' });
    await workers.withdraw('one');
    await workers.withdraw('three');
    expect(await new EngineCheck(workers).check()).toEqual({
      status: 'unhealthy',
      detail: 'There is no radare2. (not found) Install it.',
    });
  });
});

it('the state of the service tells whoever waits that it stops', () => {
  const state = new ServiceState();
  expect(state.stopping.aborted).toBe(false);
  state.beginStop();
  expect(state.stopping.aborted).toBe(true);
});
