import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineProgress, EngineReport } from '#application/ports/analysis-engine.port';
import type { EngineIdentity } from '#application/ports/engine-probe.port';
import type { DomainErrorCode } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';
import { sha256 } from '#domain/shared/sha256';
import { ENGINE, REPORT, ScriptedEngine } from '#test/application/analysis-bench';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeControlAnalysis } from '#test/fakes/fake-control-analysis';
import { EngineCircuit } from './engine-circuit';
import { ResilientAnalysisEngine } from './resilient-analysis-engine';
import { ResilientEngineProbe } from './resilient-engine-probe';

const HEADERS = { radare2Version: 'none', engineVersion: 'headers-1', sandbox: 'none' } as const;
const MINUTE = 60_000;

class ScriptedFallback extends ScriptedEngine {
  override next = (): Promise<EngineReport> => Promise.resolve({ ...REPORT, identity: HEADERS });

  override identity(): Promise<never> {
    return Promise.resolve(HEADERS as never);
  }
}

class Bench {
  readonly clock = new FakeClock();
  readonly radare2 = new ScriptedEngine();
  readonly fallback = new ScriptedFallback();
  readonly control = new FakeControlAnalysis();
  private readonly circuit = new EngineCircuit(this.clock, this.control);
  readonly engine = new ResilientAnalysisEngine(this.radare2, this.fallback, this.clock, this.circuit);
  readonly probe = new ResilientEngineProbe(this.radare2, this.fallback, this.circuit);
  readonly progress: EngineProgress[] = [];

  /** @param content By which the sample is known, whatever it is called. */
  analyse(content = '/sample', signal = new AbortController().signal): Promise<EngineReport> {
    const task = {
      samplePath: '/proc/self/fd/30',
      sha256: sha256(createHash('sha256').update(content).digest('hex')),
      size: 1,
      header: REPORT.file,
      depth: 'quick',
      focusAreas: [],
      timeoutMs: 30_000,
    } as const;
    return this.engine.analyse(task, (step) => this.progress.push(step), signal);
  }

  radare2Fails(code: DomainErrorCode, details?: string): void {
    const refusal = new DomainError(code, `It is ${code}.`, details === undefined ? {} : { details });
    this.radare2.next = () => Promise.reject(refusal);
  }

  radare2Works(): void {
    this.radare2.next = () => Promise.resolve(REPORT);
  }

  /** On our own file as well: it is broken. */
  radare2Breaks(): void {
    this.radare2Fails('ENGINE_FAILED');
    this.control.reason = 'exit code 139';
  }

  radare2IsMended(): void {
    this.radare2Works();
    this.control.reason = undefined;
  }

  /** Until what it leads to has been found out. */
  async crashOver(...samples: readonly string[]): Promise<void> {
    this.radare2Fails('ENGINE_FAILED');
    for (const sample of samples) {
      await this.analyse(sample);
      await nextTurn();
    }
  }

  /** How often radare2 was asked since. */
  async triesOf(work: () => Promise<unknown>): Promise<number> {
    const before = this.radare2.tasks.length;
    await work();
    return this.radare2.tasks.length - before;
  }

  identity(): Promise<EngineIdentity> {
    return this.probe.identity();
  }
}

const FIVE = ['/1', '/2', '/3', '/4', '/5'];
const refusal = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('radare2 with a fallback', () => {
  let bench: Bench;

  beforeEach(() => {
    bench = new Bench();
  });

  it("answers with radare2's report while radare2 works", async () => {
    expect(await bench.analyse()).toBe(REPORT);
    expect(bench.fallback.tasks).toEqual([]);
    expect(await bench.identity()).toEqual(ENGINE);
  });

  it('answers with the fallback, and why, when radare2 fails over the file', async () => {
    bench.radare2Fails('ENGINE_FAILED', 'exit code 139 \u202e');
    const report = await bench.analyse();
    expect(report).toMatchObject({ identity: HEADERS, fallbackReason: 'It is ENGINE_FAILED. exit code 139 \\u{202e}' });
    expect(await bench.identity()).toEqual(ENGINE);
  });

  it('gives the fallback the time that is left', async () => {
    bench.radare2.next = () => {
      bench.clock.advance(12_000);
      return Promise.reject(new DomainError('ENGINE_FAILED', 'It crashed.'));
    };
    await bench.analyse();
    expect(bench.fallback.tasks).toMatchObject([{ timeoutMs: 18_000 }]);
  });

  it('has no fallback when no time is left', async () => {
    bench.radare2.next = () => {
      bench.clock.advance(30_000);
      return Promise.reject(new DomainError('ENGINE_FAILED', 'It crashed.'));
    };
    await expect(bench.analyse()).rejects.toThrow(refusal('ENGINE_FAILED'));
    expect(bench.fallback.tasks).toEqual([]);
  });

  it('reports progress that never falls', async () => {
    bench.radare2.analyse = (_task, onProgress) => {
      onProgress({ stage: 'code', percent: 40 });
      return Promise.reject(new DomainError('ENGINE_FAILED', 'It crashed.'));
    };
    await bench.analyse();
    expect(bench.progress.map(({ percent }) => percent)).toEqual([40, 40]);
  });

  it('tries what radare2 calls corrupt, which stays corrupt when the fallback learns nothing either', async () => {
    bench.radare2Fails('CORRUPT_BINARY');
    expect(await bench.analyse()).toMatchObject({ fallbackReason: 'It is CORRUPT_BINARY.' });
    bench.fallback.next = () => Promise.reject(new DomainError('CORRUPT_BINARY', 'Nothing was read.'));
    await expect(bench.analyse()).rejects.toThrow('Nothing was read.');
    bench.fallback.next = () => Promise.reject(new DomainError('ANALYSIS_TIMEOUT', 'Too slow.'));
    await expect(bench.analyse()).rejects.toThrow(refusal('CORRUPT_BINARY'));
  });

  it('does not try again what radare2 could not answer in time', async () => {
    bench.radare2Fails('ANALYSIS_TIMEOUT');
    await expect(bench.analyse()).rejects.toThrow(refusal('ANALYSIS_TIMEOUT'));
    expect(bench.fallback.tasks).toEqual([]);
  });

  it('passes on a fault of ours, of either engine', async () => {
    bench.radare2.next = () => Promise.reject(new Error('ENOENT'));
    await expect(bench.analyse()).rejects.toThrow('ENOENT');
    bench.radare2Fails('ENGINE_FAILED');
    bench.fallback.next = () => Promise.reject(new Error('EIO'));
    await expect(bench.analyse()).rejects.toThrow('EIO');
  });

  it('has no fallback for an analysis that nobody waits for any more', async () => {
    const called = new AbortController();
    bench.radare2.next = () => {
      called.abort(new Error('called off'));
      return Promise.reject(new DomainError('ENGINE_FAILED', 'It was killed.'));
    };
    await expect(bench.analyse('/sample', called.signal)).rejects.toThrow('It was killed.');
    expect(bench.fallback.tasks).toEqual([]);
  });

  describe('when radare2 crashes over five different samples in a row, and over a file of ours', () => {
    const degraded = 'radare2 fails over every file (exit code 139); files are read without it.';

    beforeEach(async () => {
      bench.radare2Breaks();
      await bench.crashOver(...FIVE);
    });

    it('goes to the fallback at once for a minute, and says so', async () => {
      bench.radare2IsMended();
      expect(await bench.triesOf(() => bench.analyse())).toBe(0);
      expect(await bench.analyse()).toMatchObject({ identity: HEADERS, fallbackReason: degraded });
      expect(await bench.identity()).toEqual({ ...HEADERS, degraded });
      bench.clock.advance(MINUTE - 1);
      expect(await bench.triesOf(() => bench.analyse())).toBe(0);
    });

    it('tries once after the minute, and goes on when that works', async () => {
      bench.radare2IsMended();
      bench.clock.advance(MINUTE);
      expect(await bench.analyse()).toBe(REPORT);
      expect(await bench.analyse()).toBe(REPORT);
      expect(await bench.identity()).toEqual(ENGINE);
    });

    it('lets one analysis alone do the trial', async () => {
      bench.clock.advance(MINUTE);
      let answer: (report: EngineReport) => void = () => undefined;
      bench.radare2.next = () => new Promise((resolve) => (answer = resolve));
      const trial = bench.analyse('/trial');
      expect(await bench.triesOf(() => bench.analyse('/other'))).toBe(0);
      answer(REPORT);
      expect(await trial).toBe(REPORT);
    });

    it('waits another minute when the trial and our file crash it again', async () => {
      bench.clock.advance(MINUTE);
      expect(await bench.triesOf(() => bench.crashOver('/1'))).toBe(1);
      expect(await bench.triesOf(() => bench.analyse('/6'))).toBe(0);
      bench.clock.advance(MINUTE);
      expect(await bench.triesOf(() => bench.analyse('/7'))).toBe(1);
    });

    it('goes on when the trial crashes it, and our file no more', async () => {
      bench.radare2IsMended();
      bench.clock.advance(MINUTE);
      await bench.crashOver('/1');
      expect(await bench.triesOf(() => bench.analyse('/6'))).toBe(1);
      expect(await bench.identity()).toEqual(ENGINE);
    });

    it('learns nothing of a code that we read ourselves', async () => {
      bench.clock.advance(MINUTE);
      const ofOurs: EngineReport = {
        ...REPORT,
        stages: [{ name: 'code', status: 'ok', elapsed_ms: 1, reader: 'bin2nlp' }],
      };
      bench.radare2.next = () => Promise.resolve(ofOurs);
      expect(await bench.analyse()).toBe(ofOurs);
      expect(await bench.identity()).toMatchObject({ degraded });
      bench.radare2IsMended();
      expect(await bench.analyse()).toBe(REPORT);
      expect(await bench.identity()).toEqual(ENGINE);
    });

    it('tries again with the next one when the trial says nothing about radare2', async () => {
      bench.clock.advance(MINUTE);
      bench.radare2Fails('ANALYSIS_TIMEOUT');
      await expect(bench.analyse()).rejects.toThrow(refusal('ANALYSIS_TIMEOUT'));
      bench.radare2IsMended();
      expect(await bench.analyse()).toBe(REPORT);
    });

    it('tries again with the next one when the trial crashed and our file could not be tried', async () => {
      bench.clock.advance(MINUTE);
      bench.control.hindrance = new Error('EROFS');
      await bench.crashOver('/1');
      bench.radare2IsMended();
      expect(await bench.analyse()).toBe(REPORT);
    });
  });

  it('keeps the identity of radare2 for results that are there', async () => {
    await bench.identity();
    bench.radare2Breaks();
    await bench.crashOver(...FIVE);
    expect(await bench.identity()).toMatchObject({ ...ENGINE, degraded: expect.any(String) as string });
  });

  describe('when radare2 crashes over one sample after the other, and not over a file of ours', () => {
    const many = Array.from({ length: 23 }, (_, index) => `/${index}`);

    it('never keeps an analysis from it', async () => {
      expect(await bench.triesOf(() => bench.crashOver(...many))).toBe(many.length);
      bench.radare2Works();
      expect(await bench.analyse('/good')).toBe(REPORT);
      expect(await bench.identity()).toEqual(ENGINE);
    });

    it('tries our file after each five of them', async () => {
      await bench.crashOver(...many);
      expect(bench.control.asked).toBe(4);
    });
  });

  it('takes it for sound when our file could not be tried, and tries it with the next one', async () => {
    bench.control.hindrance = new Error('EROFS');
    await bench.crashOver(...FIVE, '/6');
    expect(bench.control.asked).toBe(2);
    bench.radare2Works();
    expect(await bench.analyse('/good')).toBe(REPORT);
  });

  it('believes an analysis that works more than our file, which was begun before', async () => {
    let answer: (reason: string) => void = () => undefined;
    bench.control.fault = () => new Promise((resolve) => (answer = resolve));
    await bench.crashOver(...FIVE);
    bench.radare2Works();
    await bench.analyse();
    answer('exit code 139');
    await nextTurn();
    expect(await bench.analyse()).toBe(REPORT);
  });

  it.each([
    ['four', ['/1', '/2', '/3', '/4']],
    ['many on the same sample', ['/1', '/1', '/1', '/1', '/1', '/2', '/2']],
  ])('goes on trying a broken radare2 after %s crashes', async (_, samples) => {
    bench.radare2Breaks();
    await bench.crashOver(...samples);
    expect(await bench.triesOf(() => bench.analyse('/1'))).toBe(1);
  });

  it.each(['a report', 'a refusal as corrupt'])('counts anew after %s', async (answer) => {
    bench.radare2Breaks();
    await bench.crashOver('/1', '/2', '/3', '/4');
    if (answer === 'a report') bench.radare2Works();
    else bench.radare2Fails('CORRUPT_BINARY');
    await bench.analyse();
    await bench.crashOver('/5', '/6', '/7', '/8');
    expect(await bench.triesOf(() => bench.analyse('/8'))).toBe(1);
  });

  it('does not count a time-out for or against radare2', async () => {
    bench.radare2Breaks();
    await bench.crashOver('/1', '/2', '/3', '/4');
    bench.radare2Fails('ANALYSIS_TIMEOUT');
    await bench.analyse().catch(() => undefined);
    await bench.crashOver('/5');
    expect(await bench.triesOf(() => bench.analyse())).toBe(0);
  });

  describe('while radare2 cannot run', () => {
    let probes = 0;

    beforeEach(() => {
      probes = 0;
      const away = new DomainError('SERVICE_UNAVAILABLE', 'There is no radare2.', { details: 'Nowhere.' });
      bench.radare2.next = () => Promise.reject(away);
      bench.radare2.identity = () => {
        probes++;
        return Promise.reject(away);
      };
    });

    it('answers with the fallback, and is degraded', async () => {
      const fallbackReason = 'radare2 cannot run. There is no radare2. Nowhere.';
      expect(await bench.analyse()).toMatchObject({ identity: HEADERS, fallbackReason });
      expect(await bench.identity()).toMatchObject({
        ...HEADERS,
        degraded: expect.stringContaining('Nowhere.') as string,
      });
    });

    it('looks for it once a minute', async () => {
      await bench.identity();
      await bench.identity();
      expect(await bench.triesOf(() => bench.analyse())).toBe(0);
      expect(probes).toBe(1);
      bench.clock.advance(MINUTE);
      await bench.identity();
      expect(probes).toBe(2);
    });

    it('is well again once it is found', async () => {
      await bench.identity();
      bench.clock.advance(MINUTE);
      bench.radare2.identity = () => Promise.resolve(ENGINE);
      bench.radare2Works();
      expect(await bench.identity()).toEqual(ENGINE);
      expect(await bench.analyse()).toBe(REPORT);
    });
  });

  it('passes on a fault in finding out what radare2 is', async () => {
    bench.radare2.identity = () => Promise.reject(new Error('EIO'));
    await expect(bench.identity()).rejects.toThrow('EIO');
  });
});
