import type { StageReport } from '#domain/document/stages';
import { someOptions } from '#test/builders/job';
import { notAnalysed } from './not-analysed';

const OK: readonly StageReport[] = (['structure', 'code', 'depth'] as const).map((name) => ({
  name,
  status: 'ok',
  elapsed_ms: 1,
}));
const comprehensive = someOptions({ depth: 'comprehensive' });
const sections = (...[options, stages]: Parameters<typeof notAnalysed>): readonly string[] =>
  notAnalysed(options, stages).map(({ section }) => section);

describe('what was not analysed', () => {
  it('is nothing where all was asked for and all came to its end', () => {
    expect(notAnalysed(comprehensive, OK)).toEqual([]);
  });

  it('is pseudo code below the comprehensive depth', () => {
    expect(notAnalysed(someOptions({ depth: 'standard' }), OK)).toEqual([
      { section: 'decompiled', reason: 'analysis_depth is not comprehensive.' },
    ]);
  });

  it('is the code at the quick depth', () => {
    const code: StageReport = { name: 'code', status: 'skipped', elapsed_ms: 0, reason: 'It was not to be.' };
    expect(notAnalysed(someOptions({ depth: 'quick' }), [code])).toEqual([
      { section: 'code', reason: 'It was not to be.' },
      { section: 'decompiled', reason: 'analysis_depth is not comprehensive.' },
    ]);
  });

  it('is what the focus leaves out, and names the option', () => {
    expect(notAnalysed({ ...comprehensive, focusAreas: ['functions', 'strings'] }, OK)).toEqual([
      { section: 'imports', reason: 'focus_areas names neither imports nor security.' },
      { section: 'exports', reason: 'focus_areas names neither exports nor security.' },
      { section: 'security_findings', reason: 'focus_areas does not name security.' },
    ]);
    expect(notAnalysed({ ...comprehensive, focusAreas: ['security'] }, OK)).toEqual([]);
  });

  it('is what a scan finds where it was switched off', () => {
    expect(notAnalysed({ ...comprehensive, enableSecurityScan: false }, OK)).toEqual([
      { section: 'security_findings', reason: 'enable_security_scan is false.' },
    ]);
  });

  it.each(['failed', 'timeout', 'skipped'] as const)('is what a stage should have given that ended as %s', (status) => {
    const stages = OK.map((stage) => ({ ...stage, status, reason: `${stage.name} ended so.` }));
    expect(notAnalysed(comprehensive, stages)).toEqual([
      { section: 'code', reason: 'code ended so.' },
      { section: 'decompiled', reason: 'depth ended so.' },
    ]);
  });

  it('is what there was no stage for', () => {
    expect(sections(comprehensive, OK.slice(0, 2))).toEqual(['decompiled']);
    expect(sections(comprehensive, [])).toEqual(['code', 'decompiled']);
  });

  it('is not what was read in part', () => {
    expect(
      notAnalysed(
        comprehensive,
        OK.map((stage) => ({ ...stage, status: 'partial' })),
      ),
    ).toEqual([]);
  });
});
