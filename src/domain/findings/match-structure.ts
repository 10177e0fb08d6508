import type { Evidence } from '#domain/document/security-findings';
import type { Feature } from './rule';
import type { RuleSubject, SubjectNumber, SubjectSection } from './rule-subject';

export type StructureFeature = Exclude<
  Feature,
  { kind: 'api' | 'string' | 'regex' | 'function' | 'indicator' | 'instructions' }
>;
type OfKind<Kind extends Feature['kind']> = Extract<Feature, { kind: Kind }>;

/** Answers what the file's structure answers: all features but imports, strings and functions, which are looked up by name, and text of any place. */
export function matchStructure(subject: RuleSubject, feature: StructureFeature): readonly Evidence[] {
  switch (feature.kind) {
    case 'section':
      return subject.sections.filter((section) => fits(section, feature)).map(sectionEvidence);
    case 'number':
      return matchNumber(subject, feature);
    case 'library':
      return subject.libraries
        .filter((library) => feature.names.some((name) => fileName(library).startsWith(name)))
        .map((value) => ({ kind: 'library', value }));
    case 'export':
      return subject.exports
        .filter(({ name }) => feature.names.includes(name))
        .map(({ name, address }) => ({ kind: 'export', value: name, ...(address !== undefined && { address }) }));
    case 'fact':
      return matchFact(subject, feature);
    case 'hardening':
      return subject.hardening[feature.field] === feature.is
        ? [{ kind: 'hardening', value: `${feature.field}: ${String(feature.is)}` }]
        : [];
    case 'packer':
      return subject.packers
        .filter((packer) => feature.names.some((name) => packer.toLowerCase().includes(name)))
        .map((value) => ({ kind: 'packer', value }));
    case 'flag':
      return flagOf(subject, feature.flag) === feature.is
        ? [{ kind: 'flag', value: `${feature.flag}: ${String(feature.is)}` }]
        : [];
  }
}

/** Numbers that are lengths of lists. */
const COUNTED = {
  import_count: 'imports',
  export_count: 'exports',
  section_count: 'sections',
  string_count: 'strings',
  function_count: 'functions',
  library_count: 'libraries',
} as const satisfies Partial<Record<SubjectNumber, keyof RuleSubject>>;

export function numberOf(subject: RuleSubject, number: SubjectNumber): number | undefined {
  const given = subject.numbers[number];
  if (given !== undefined) return given;
  const list = number in COUNTED ? COUNTED[number as keyof typeof COUNTED] : undefined;
  if (list === undefined || subject.notAnalysed.some((each) => each === list)) return undefined;
  return subject[list].length;
}

function matchNumber(subject: RuleSubject, { number, above, below }: OfKind<'number'>): readonly Evidence[] {
  const value = numberOf(subject, number);
  if (value === undefined || (above !== undefined && value <= above) || (below !== undefined && value >= below)) {
    return [];
  }
  return [{ kind: 'number', value: `${number}: ${Number(value.toFixed(2))}` }];
}

function matchFact(subject: RuleSubject, { fact, values }: OfKind<'fact'>): readonly Evidence[] {
  const value = subject[fact]?.toLowerCase();
  return value !== undefined && values.includes(value) ? [{ kind: 'fact', value: `${fact}: ${value}` }] : [];
}

function flagOf(subject: RuleSubject, flag: OfKind<'flag'>['flag']): boolean {
  return flag === 'packed' ? subject.packers.length > 0 : subject[flag];
}

function fits(section: SubjectSection, asked: OfKind<'section'>): boolean {
  const name = section.name.toLowerCase();
  if (asked.names !== undefined && !asked.names.includes(name)) return false;
  if (asked.exceptNames?.includes(name) === true) return false;
  if (
    asked.permissions !== undefined &&
    !Array.from(asked.permissions).every((each) => section.permissions.includes(each))
  ) {
    return false;
  }
  if (asked.entropyAbove !== undefined && !((section.entropy ?? 0) > asked.entropyAbove)) return false;
  if (asked.sizeAbove !== undefined && section.size <= asked.sizeAbove) return false;
  return asked.growthAbove === undefined || section.virtual_size > asked.growthAbove * section.size;
}

function sectionEvidence({ name, permissions, entropy, size, address }: SubjectSection): Evidence {
  const measured = entropy === undefined ? '' : `, entropy ${entropy.toFixed(2)}`;
  const value = `${name} (${permissions}, ${size} bytes${measured})`;
  return { kind: 'section', value, ...(address !== undefined && { address }) };
}

function fileName(library: string): string {
  return library.slice(-256).toLowerCase().split(/[/\\]/).at(-1) ?? '';
}
