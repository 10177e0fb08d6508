import type { EngineTask } from '#application/ports/analysis-engine.port';
import { aSha256 } from '#test/builders/job';
import type { FakeSampleBehaviour } from '#test/fakes/fake-analysis-engine';
import { FakeAnalysisEngine } from '#test/fakes/fake-analysis-engine';
import type { SampleBehaviour } from './analysis-engine.contract';
import { describeAnalysisEngineContract } from './analysis-engine.contract';

const TASK: EngineTask = {
  samplePath: '/samples/1',
  sha256: aSha256(),
  size: 4096,
  header: { format: 'elf', architecture: 'x86_64', bits: 64, endianness: 'little', kind: 'executable' },
  depth: 'standard',
  focusAreas: [],
  timeoutMs: 30_000,
};

const BEHAVIOURS: Readonly<Record<SampleBehaviour, FakeSampleBehaviour>> = {
  'is ordinary': 'ordinary',
  'is unreadable': 'unreadable',
  'hangs the engine while it reads the structure': 'hangs in the structure',
  'hangs the engine while it reads the code': 'hangs in the code',
  'ends the engine while it reads the structure': 'fails in the structure',
  'ends the engine once while it reads the structure': 'ordinary',
  'ends the engine while it reads the code': 'fails in the code',
};

describeAnalysisEngineContract('FakeAnalysisEngine', () => {
  const engine = new FakeAnalysisEngine();
  let samples = 0;
  return Promise.resolve({
    engine,
    arrange: (behaviour, facts = {}) => {
      const task = { ...TASK, samplePath: `/samples/${(samples += 1)}`, ...facts };
      engine.behave(task.samplePath, BEHAVIOURS[behaviour]);
      return Promise.resolve(task);
    },
    enoughMs: 50,
    remains: () => Promise.resolve([]),
  });
});
