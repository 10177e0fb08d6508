import { createHash } from 'node:crypto';

import { RISK_BUCKETS, SEVERITIES } from '#domain/document/security-findings';
import { INSTRUCTIONS_VERSION } from '#domain/injection/reads-like-instructions';
import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { ConditionReader } from './parse-conditions';
import type { Rule, RuleSet } from './rule';
import { RULE_SCOPES } from './rule';
import { isTable, RuleError, RuleFields } from './rule-fields';

/** One parsed file of rules: `category` and `[[rule]]` tables, `[[act]]` tables, or `[techniques]`. */
export interface RuleFile {
  /** Its name, for messages. */
  readonly file: string;
  readonly table: unknown;
}

const RULE_FIELDS = [
  'id',
  'title',
  'description',
  'category',
  'severity',
  'confidence',
  'scope',
  'attack',
  'risk',
  'weight',
  'per_evidence',
  'capability',
  'packer',
  'apart',
  'by',
  'softened_by',
  'beside',
  'when',
] as const;
/** What is only in the same file counts for so much, where the rule does not say. */
const APART = 0;

/** @throws RuleError naming file, rule and field of the first fault. */
export function parseRules(files: readonly RuleFile[], patterns: PatternEngine): RuleSet {
  const techniques = new Map(files.flatMap(techniquesOf));
  const conditions = new ConditionReader(patterns);
  for (const file of files) readActs(file, conditions);
  const reader = new RuleReader(conditions, techniques);
  const rules = files.flatMap((file) => reader.readFile(file));
  return { version: versionOf(files), rules, features: conditions.features, techniques };
}

function techniquesOf({ file, table }: RuleFile): [string, string][] {
  if (!isTable(table)) throw new RuleError(`${file}: must be a table`);
  if (!Object.hasOwn(table, 'techniques')) return [];
  const fields = RuleFields.of(table['techniques'], `${file}: techniques`);
  return fields.names.map((id) => {
    if (!/^T\d{4}(?:\.\d{3})?$/.test(id)) fields.fail(id, 'is no ATT&CK technique id');
    return [id, fields.text(id)];
  });
}

function readActs({ file, table }: RuleFile, conditions: ConditionReader): void {
  const fields = RuleFields.of(table, file);
  if (!fields.has('act')) return;
  for (const [index, act] of fields.list('act').entries()) conditions.readAct(act, `${file}: act ${index + 1}`, file);
}

class RuleReader {
  private readonly ids = new Set<string>();

  constructor(
    private readonly conditions: ConditionReader,
    private readonly techniques: ReadonlyMap<string, string>,
  ) {}

  readFile({ file, table }: RuleFile): readonly Rule[] {
    const fields = RuleFields.of(table, file);
    fields.allowOnly('category', 'rule', 'act', 'techniques');
    if (!fields.has('rule')) return [];
    const category = fields.optionalText('category');
    return fields.list('rule').map((rule, index) => this.readRule(rule, `${file}: rule ${index + 1}`, category, file));
  }

  private readRule(value: unknown, place: string, category: string | undefined, file: string): Rule {
    const id = this.claimId(RuleFields.of(value, place));
    const fields = RuleFields.of(value, `${file}: ${id}`);
    fields.allowOnly(...RULE_FIELDS);
    const capability = fields.optionalText('capability');
    const packer = fields.optionalText('packer');
    const risk = riskOf(fields);
    return {
      id,
      title: fields.text('title'),
      description: fields.text('description'),
      category: fields.has('category') ? fields.text('category') : (category ?? fields.fail('category', 'is missing')),
      severity: fields.oneOf('severity', SEVERITIES),
      confidence: fields.number('confidence', 0, 1),
      scope: fields.has('scope') ? fields.oneOf('scope', RULE_SCOPES) : 'file',
      attack: this.attackOf(fields),
      ...(risk !== undefined && { risk }),
      ...(capability !== undefined && { capability }),
      ...(packer !== undefined && { packer }),
      apart: apartOf(fields),
      ...this.byOf(fields),
      ...(fields.has('softened_by') && { softenedBy: this.conditions.actOf(fields, 'softened_by') }),
      besideCombination: isBesideCombination(fields),
      when: this.conditions.read(fields.raw('when'), fields.at('when')),
    };
  }

  private claimId(fields: RuleFields): string {
    const id = fields.text('id');
    if (!/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/.test(id)) fields.fail('id', 'must be lower-case words joined by hyphens');
    if (this.ids.has(id)) fields.fail('id', `${id} is used twice`);
    this.ids.add(id);
    return id;
  }

  private byOf(fields: RuleFields): Pick<Rule, 'by'> {
    if (!fields.has('by')) return {};
    if (fields.has('scope') && fields.raw('scope') === 'near') {
      fields.fail('by', 'stands beside scope = "near", where the condition says what code must do');
    }
    return { by: this.conditions.actOf(fields, 'by') };
  }

  private attackOf(fields: RuleFields): readonly string[] {
    if (!fields.has('attack')) return [];
    const attack = fields.texts('attack');
    const stranger = attack.find((technique) => !this.techniques.has(technique));
    return stranger === undefined
      ? attack
      : fields.fail('attack', `names ${stranger}, which no list of techniques has`);
  }
}

function isBesideCombination(fields: RuleFields): boolean {
  if (fields.has('beside')) fields.oneOf('beside', ['combination']);
  return fields.has('beside');
}

function apartOf(fields: RuleFields): number {
  if (!fields.has('apart')) return APART;
  if (fields.raw('scope') !== 'near') fields.fail('apart', 'stands without scope = "near"');
  return fields.number('apart', 0, 1);
}

function riskOf(fields: RuleFields): Rule['risk'] {
  if (!fields.has('risk')) {
    for (const field of ['weight', 'per_evidence']) if (fields.has(field)) fields.fail(field, 'stands without risk');
    return undefined;
  }
  return {
    bucket: fields.oneOf('risk', RISK_BUCKETS),
    weight: fields.number('weight', 0, 8),
    perEvidence: fields.has('per_evidence') && fields.flag('per_evidence'),
  };
}

/** Of the content, and of what reads text closely, not of its layout: the order of fields and files and the comments do not count. */
function versionOf(files: readonly RuleFile[]): string {
  const tables = files.map(({ table }) => JSON.stringify(sorted(table))).sort();
  const all = [...tables, `instructions ${INSTRUCTIONS_VERSION}`];
  return createHash('sha256').update(all.join('\n')).digest('hex').slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isTable(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
