import type { Hardening } from '#domain/document/hardening';
import type { RuleSubject, SubjectFunction, SubjectNumber, SubjectSection } from '#domain/findings/rule-subject';
import { categoriseImport } from '#domain/imports/categorise-import';
import { address } from '#domain/shared/address';

/** A subject as fixtures write it: only what matters. */
export interface SparseSubject {
  readonly format?: RuleSubject['format'];
  readonly kind?: RuleSubject['kind'];
  readonly os?: string;
  readonly architecture?: RuleSubject['architecture'];
  readonly signed?: boolean;
  readonly static?: boolean;
  readonly stripped?: boolean;
  readonly imports?: readonly string[];
  readonly exports?: readonly string[];
  readonly strings?: readonly string[];
  readonly libraries?: readonly string[];
  readonly notAnalysed?: RuleSubject['notAnalysed'];
  readonly isPartlyRead?: boolean;
  readonly packers?: readonly string[];
  readonly hardening?: Hardening;
  readonly numbers?: Partial<Record<SubjectNumber, number>>;
  readonly sections?: readonly Partial<SubjectSection>[];
  readonly functions?: readonly Partial<SubjectFunction>[];
  readonly labels?: RuleSubject['labels'];
}

/** Imports and strings of its functions are the file's too, as in a real one. */
export function aRuleSubject(sparse: SparseSubject = {}): RuleSubject {
  const functions = (sparse.functions ?? []).map((each, index) => ({
    name: `fcn.${index}`,
    address: address(0x1000 + index * 16),
    size: 16,
    type: 'function' as const,
    source: 'symbol' as const,
    ...each,
  }));
  const imports = [...(sparse.imports ?? []), ...functions.flatMap((each) => each.imports ?? [])];
  const strings = [...(sparse.strings ?? []), ...functions.flatMap((each) => each.strings ?? [])];
  return {
    format: sparse.format ?? 'elf',
    architecture: sparse.architecture ?? 'x86_64',
    kind: sparse.kind ?? 'executable',
    ...(sparse.os !== undefined && { os: sparse.os }),
    hardening: sparse.hardening ?? {},
    stripped: sparse.stripped ?? false,
    static: sparse.static ?? false,
    signed: sparse.signed ?? false,
    imports: [...new Set(imports)].map((name) => ({ name, category: categoriseImport(name) })),
    exports: (sparse.exports ?? []).map((name) => ({ name })),
    strings: [...new Set(strings)].map((content, index) => ({ content, address: address(0x8000 + index * 64) })),
    sections: (sparse.sections ?? [{ name: '.text', permissions: 'r-x', size: 64 }]).map((each) => ({
      name: '.text',
      size: 64,
      virtual_size: each.size ?? 64,
      permissions: 'r--',
      ...each,
    })),
    libraries: sparse.libraries ?? [],
    functions,
    labels: sparse.labels ?? [],
    notAnalysed: sparse.notAnalysed ?? [],
    isPartlyRead: sparse.isPartlyRead ?? false,
    packers: sparse.packers ?? [],
    numbers: sparse.numbers ?? {},
  };
}
