import type { EngineProgress } from '#application/ports/analysis-engine.port';
import { ORDINARY, Radare2Bench } from '#test/engine/radare2-bench';
import { MAX_SEEDS_PER_COMMAND } from './radare2-command';

describe('the progress of code and depth', () => {
  it('goes on with the functions that are done, of those that are known', async () => {
    const bench = new Radare2Bench('auto', 'radare2');
    const told: EngineProgress[] = [];
    const task = await bench.task(ORDINARY, { depth: 'comprehensive' });
    const report = await bench.engine.analyse(task, (each) => told.push(each), new AbortController().signal);
    const percentsOf = (stage: string): readonly number[] =>
      told.filter((each) => each.stage === stage && each.percent < 95).map(({ percent }) => percent);
    const [code, depth] = [percentsOf('code'), percentsOf('depth')];
    const bySeeds = code.filter((percent) => percent < 40 + 45 * 0.8 * 0.7);
    const byUnwindTables = report.functions.filter(({ source }) => source === 'unwind').length;
    expect(bySeeds.length).toBeGreaterThanOrEqual(Math.floor(byUnwindTables / MAX_SEEDS_PER_COMMAND));
    expect(bySeeds.length).toBeGreaterThan(2);
    expect(new Set(code).size).toBeGreaterThan(bySeeds.length + 2);
    expect([Math.min(...code), Math.max(...code)]).toEqual([40, 85]);
    expect(depth.length).toBeGreaterThan(10);
    expect([Math.min(...depth), ...depth]).toEqual([85, ...depth]);
    expect([...code, ...depth]).toEqual([...code, ...depth].sort((a, b) => a - b));
  });
});
