import type { JudgementScope } from '#application/analysis/make-document';
import { MakeDocument } from '#application/analysis/make-document';
import type { SecurityFindings } from '#domain/document/security-findings';
import { address } from '#domain/shared/address';
import { aJob, NOON } from '#test/builders/job';
import { AnalysisBench, REPORT } from './analysis-bench';

const INJECTING = ['OpenProcess', 'VirtualAllocEx', 'WriteProcessMemory', 'CreateRemoteThread'];

async function findingsWith(scope: JudgementScope): Promise<SecurityFindings> {
  const bench = new AnalysisBench();
  const place = { name: 'inject', address: address(0x1000), size: 64, type: 'function', source: 'call' } as const;
  const relations = { calls_to: [], calls_from: [], strings: [], imports: INJECTING };
  bench.engine.next = () =>
    Promise.resolve({
      ...REPORT,
      file: { ...REPORT.file, format: 'pe', os: 'windows' },
      imports: INJECTING.map((name) => ({ name, library: 'kernel32.dll', category: 'process' as const })),
      functions: [{ ...place, ...relations }],
    });
  const maker = new MakeDocument(bench.engine, bench.ruleBook, bench.clock, scope);
  const order = { job: aJob(), samplePath: '/nowhere', startedAt: NOON };
  const { content } = await maker.make(order, () => undefined, new AbortController().signal);
  if (!('security_findings' in content) || content.security_findings === null) throw new Error('Nothing was judged');
  return content.security_findings;
}

const functionsIn = ({ findings }: SecurityFindings): readonly string[] =>
  findings.flatMap(({ evidence }) => evidence.flatMap((piece) => piece.function ?? []));

describe('advanced_security_scan', () => {
  it('judges what functions do', async () => {
    expect(functionsIn(await findingsWith({ ofCode: true }))).toContain('inject');
  });

  it('switched off, judges imports, strings and structure alone', async () => {
    const judged = await findingsWith({ ofCode: false });
    expect(judged.findings.length).toBeGreaterThan(0);
    expect(functionsIn(judged)).toEqual([]);
  });
});
