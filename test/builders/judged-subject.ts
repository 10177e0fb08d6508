import type { JudgedSubject } from '#domain/findings/judged-subject';
import type { SparseSubject } from './rule-subject';
import { aRuleSubject } from './rule-subject';

/** A subject of a standard analysis that went well. */
export function aJudgedSubject(sparse: SparseSubject & Partial<AnalysisFacts> = {}): JudgedSubject {
  const { language, contains, compiler, coverage, names } = sparse;
  return {
    ...aRuleSubject(sparse),
    size: sparse.size ?? 16_384,
    bits: 64,
    depth: sparse.depth ?? 'standard',
    engine: sparse.engine ?? 'radare2',
    stages: sparse.stages ?? [
      { name: 'intake', status: 'ok' },
      { name: 'structure', status: 'ok' },
      { name: 'code', status: 'ok' },
    ],
    truncated: sparse.truncated ?? [],
    ...(language !== undefined && { language }),
    ...(contains !== undefined && { contains }),
    ...(compiler !== undefined && { compiler }),
    ...(coverage !== undefined && { coverage }),
    ...(names !== undefined && { names }),
  };
}

type AnalysisFacts = Pick<
  JudgedSubject,
  'size' | 'depth' | 'engine' | 'stages' | 'truncated' | 'language' | 'contains' | 'compiler' | 'coverage' | 'names'
>;
