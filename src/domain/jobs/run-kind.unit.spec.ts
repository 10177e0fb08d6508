import { MB } from '#domain/shared/quantities';
import { aFile } from '#test/builders/job';
import type { RunKind } from './run-kind';
import { expectedRunMs, overdueRunMs, paceOf, runKindName, runKindOf, usualRunMs } from './run-kind';

const KIND: RunKind = { depth: 'standard', format: 'elf', architecture: 'x86_64', size: MB };
const NOTHING = { ofKind: () => undefined };

describe('what a run is expected to take', () => {
  it('is told apart by depth, format and size', () => {
    const others: readonly Partial<RunKind>[] = [{ depth: 'quick' }, { architecture: 'mips' }, { size: 90 * MB }];
    const kinds = [KIND, ...others.map((other) => ({ ...KIND, ...other }))];
    expect(new Set(kinds.map(runKindName)).size).toBe(4);
    expect(new Set(kinds.map(usualRunMs)).size).toBe(4);
    expect(runKindName({ ...KIND, size: MB - 1 })).toBe(runKindName(KIND));
  });

  it('is of the image that is analysed, where there are several', () => {
    const { header } = aFile();
    const slice = { architecture: 'x86_64', bits: 64, offset: 4096, size: MB } as const;
    expect(runKindOf('standard', 3 * MB, header).size).toBe(3 * MB);
    expect(runKindOf('standard', 3 * MB, { ...header, slices: [slice, slice], slice: 1 }).size).toBe(MB);
  });

  it('is what is usual until something was measured, at the pace of this service then', () => {
    expect(expectedRunMs(KIND, NOTHING)).toBe(usualRunMs(KIND));
    const slow: RunKind = { ...KIND, depth: 'quick' };
    const pace = paceOf(slow, 1.5 * usualRunMs(slow));
    expect(expectedRunMs(KIND, { ...NOTHING, pace })).toBe(1.5 * usualRunMs(KIND));
    expect([paceOf(KIND, 3_600_000), paceOf(KIND, 1)]).toEqual([2, 0.5]);
  });

  it('is what runs of its kind took, the more of them were seen', () => {
    const seen = (runs: number): number => expectedRunMs(KIND, { ofKind: () => ({ meanMs: 100, runs }) });
    expect(seen(2)).toBe((usualRunMs(KIND) + 100) / 2);
    expect(seen(1000)).toBeLessThan(120);
  });

  it('goes on in proportion to what is done, where it takes longer', () => {
    expect(overdueRunMs(30_000, 60)).toBe(20_000);
    expect(overdueRunMs(30_000, 99)).toBe(1000);
    expect(overdueRunMs(30_000, 100)).toBe(1000);
    expect(overdueRunMs(1000, 0)).toBe(99_000);
  });
});
