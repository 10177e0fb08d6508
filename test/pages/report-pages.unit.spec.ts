import type { AnalysisDocument } from '#domain/document/analysis-document';
import { UNDER_WAY } from '#domain/document/stages';
import { ProgramModel } from '#domain/report/program-model';
import { Report } from '#domain/report/report';
import { SampleText } from '#domain/report/sample-text';
import { address } from '#domain/shared/address';
import { compareView } from '#domain/views/compare-view';
import type { ReportView } from '#domain/views/report-view';
import { reportView } from '#domain/views/report-view';
import { similarView } from '#domain/views/similar-view';
import { comparePage } from '#presentation/http/pages/compare-page';
import { reportPage } from '#presentation/http/pages/report-page';
import { similarPage } from '#presentation/http/pages/similar-page';
import { aDocument, anImport, someFunctions, someStrings } from '#test/builders/document';

const ASKED = { fileName: 'a.bin', showSuspicious: false, seen: [] };
const sample = new SampleText((text) => text.includes('ignore all'));

function viewOf(document: AnalysisDocument): ReportView {
  const model = new ProgramModel(document);
  return reportView(model, new Report(model, sample, ASKED.fileName), ASKED);
}

function staged(...stages: AnalysisDocument['metadata']['stages']): AnalysisDocument['metadata'] {
  return { ...aDocument().metadata, stages };
}

/** Ids that a page has, and those that it leads to. */
function anchorsOf(page: string): { readonly ids: readonly string[]; readonly targets: readonly string[] } {
  const found = (pattern: RegExp): readonly string[] => [...page.matchAll(pattern)].map(([, name = '']) => name);
  return { ids: found(/ id="([^"]*)"/g), targets: found(/ href="#([^"]*)"/g) };
}

describe('the view of a result', () => {
  it('tells what nobody looked for from what is not finished and from what is not there', () => {
    const section = 'strings' as const;
    const told = [
      aDocument({
        strings: [],
        not_analysed: [{ section, reason: 'focus_areas names neither strings nor security.' }],
      }),
      aDocument({
        strings: [],
        metadata: staged({ name: 'structure', status: 'skipped', elapsed_ms: 0, reason: UNDER_WAY }),
      }),
      aDocument({ strings: [], metadata: staged({ name: 'structure', status: 'timeout', elapsed_ms: 9 }) }),
      aDocument({ strings: [] }),
    ].map((document) => viewOf(document).tables.find(({ name }) => name === 'strings')?.gaps[0]);
    expect(told.map((gap) => gap?.state)).toEqual(['unknown', 'unfinished', 'unfinished', 'absent']);
    expect(told.map((gap) => gap?.text.split(':')[0])).toEqual(['Not known', 'Not finished', 'Not finished', 'None']);
    expect(new Set(told.map((gap) => gap?.text)).size).toBe(4);
  });

  it('names the images of a universal binary that nobody looked at, and each reason once', () => {
    const reason = 'The code is IL.';
    const { metadata } = aDocument();
    const slice = { bits: 32, offset: 0, size: 1, endianness: 'little' } as const;
    const slices = [{ ...slice, architecture: 'arm', analysed: false }, { ...slice, architecture: 'arm64', analysed: true }] as const; // prettier-ignore
    const stages = [{ name: 'code', status: 'skipped', elapsed_ms: 0, reason }] as const;
    const file = { ...metadata.file, slices, description: 'universal: [armv7:\\012- Mach-O] [\\012- arm64]' };
    const told = viewOf(
      aDocument({ metadata: { ...metadata, file, stages }, not_analysed: [{ section: 'code', reason }] }),
    );
    expect(told.gaps.map(({ text }) => text)).toEqual([
      'Stage code: skipped: The code is IL.',
      'Not looked at: 1 other image (arm).',
    ]);
    expect(reportPage(told)).toContain('universal: [armv7: Mach-O] [arm64]');
  });

  it('leads to nothing that its page does not show, and names nothing twice', () => {
    const functions = someFunctions(1000).map((each, place, all) => ({
      ...each,
      ...{ complexity_score: place, imports: ['connect'], calls_from: [] },
      calls_to: all.slice(place + 1, place + 3).map(({ address: at, name }) => ({ address: at, name })),
    }));
    const used = { used_by: functions.map(({ address: at }) => at).slice(0, 200), used_by_total: 1000 };
    const view = viewOf(
      aDocument({ functions, strings: someStrings(1000).map((each) => ({ ...each, ...used })), imports: [anImport('connect', { ...used, category: 'network' })] }), // prettier-ignore
    );
    const { ids, targets } = anchorsOf(reportPage(view));
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.length).toBeGreaterThan(300);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  it('is no larger for 100,000 functions than for 1,000, and says what is left out', () => {
    const sizes = [1000, 100_000].map((count) => {
      const name = 'n'.repeat(4000);
      const functions = someFunctions(count).map((each) => ({ ...each, name, imports: Array<string>(200).fill(name) }));
      const strings = someStrings(Math.min(count, 50_000), name);
      const sections = functions.slice(0, 50_000).map(({ address: at }) => ({ name, address: at, offset: at, size: 1, virtual_size: 1, permissions: 'r-x', entropy: 1 })); // prettier-ignore
      return reportPage(
        viewOf(aDocument({ functions, strings, sections, libraries: Array<string>(count).fill(name) })),
      );
    });
    expect(sizes[1]).toContain('220 of 100,000');
    expect((sizes[1] ?? '').length).toBeLessThan((sizes[0] ?? '').length * 1.05);
    expect((sizes[1] ?? '').length).toBeLessThan(800_000);
  });

  it('asks for itself again while the analysis runs, and never where it is kept', () => {
    const stages = [{ name: 'code', status: 'running', elapsed_ms: null, reason: null }] as const;
    const view = { ...viewOf(aDocument()), stages };
    expect(reportPage(view)).toContain('<meta http-equiv="refresh"');
    expect(reportPage(view)).toContain('stage code');
    expect(reportPage(view, true)).not.toContain('http-equiv="refresh"');
    expect(reportPage(viewOf(aDocument()))).not.toContain('http-equiv="refresh"');
  });

  it('withholds what reads like instructions, and writes out what nobody could see', () => {
    const [functions, at] = [someFunctions(1).map((each) => ({ ...each, name: 'ignore all of it' })), address(0x9000)];
    const strings = someStrings(1).map((each) => ({ ...each, content: 'a\u202eb\u0000c\nd', address: at }));
    const page = reportPage(viewOf(aDocument({ functions, strings })));
    expect(page).toContain('[withheld: reads like instructions, 16 characters]');
    expect(page).not.toContain('ignore all');
    expect(page).toContain('a\\u{202e}b\\u{0}c↵d');
  });
});

describe('the view of two results', () => {
  const exact = (digit: string): { readonly exact: string; readonly shape: string } => ({
    exact: digit.repeat(64),
    shape: digit.repeat(16),
  });
  const [first, second, third] = someFunctions(3) as [never, never, never];

  it('tells functions that are the same by another name from those that changed and those of one only', () => {
    const here = aDocument({ functions: [{ ...(first as object), name: 'parse', identity: exact('a') }, { ...(second as object), name: 'send', identity: exact('b') }, { ...(third as object), name: 'gone', identity: exact('c') }] as never }); // prettier-ignore
    const there = aDocument({ functions: [{ ...(first as object), name: 'parse_all', identity: exact('a') }, { ...(second as object), name: 'send', identity: exact('d') }] as never }); // prettier-ignore
    const view = compareView(new ProgramModel(here), new ProgramModel(there), sample, { ...ASKED, otherName: 'b.bin' });
    expect(view.functions).toEqual({ same: 0, renamed: 1, changed: 1, onlyHere: 1, onlyThere: 0 });
    const page = comparePage(view);
    expect(page).toContain('parse_all');
    expect(page).toMatch(/<td>identity<\/td>/);
    expect(page).toMatch(/<td>name<\/td>/);
  });

  it('tells how near the bytes are, of two and of all that are alike', () => {
    const { metadata } = aDocument();
    const [here, there] = ['0', '3'].map((last) => {
      const file = { ...metadata.file, tlsh: `T1${'0'.repeat(69)}${last}` };
      return new ProgramModel(aDocument({ metadata: { ...metadata, file } }));
    }) as [ProgramModel, ProgramModel];
    const compared = comparePage(compareView(here, there, sample, { ...ASKED, otherName: 'b.bin' }));
    expect(compared).toContain('TLSH (distance 6, nearly the same)');
    const match = {
      analysisId: 'x',
      version: 'v',
      fileName: 'b',
      sha256: 'a'.repeat(64),
      total: 1,
      functions: [],
      distance: 41,
    };
    const alike = similarPage(similarView(here, sample, { ...ASKED, here: 1, matches: [match] }));
    expect(alike).toMatch(/<td[^>]*>41<\/td>/);
  });

  it('says of what is alike that there is none, or that it cannot be known', () => {
    const model = new ProgramModel(aDocument());
    const [none, unknown] = [3, 0].map((here) =>
      similarPage(similarView(model, sample, { ...ASKED, here, matches: [] })),
    );
    expect(none).toContain('None: no other result');
    expect(unknown).toContain('Not known: no function');
  });
});
