import { createHash } from 'node:crypto';

import { RISK_BUCKETS, SEVERITIES } from '#domain/document/security-findings';
import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { parseFeature } from './parse-feature';
import type { Condition, Feature, Rule, RuleSet } from './rule';
import { RULE_SCOPES } from './rule';
import { isTable, RuleError, RuleFields } from './rule-fields';

/** One parsed file of rules: `category` and `[[rule]]` tables, or `[techniques]`. */
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
  'when',
] as const;
const MOST_DEPTH = 16;

/** @throws RuleError naming file, rule and field of the first fault. */
export function parseRules(files: readonly RuleFile[], patterns: PatternEngine): RuleSet {
  const techniques = new Map(files.flatMap(techniquesOf));
  const reader = new RuleReader(patterns, techniques);
  const rules = files.flatMap((file) => reader.readFile(file));
  return { version: versionOf(files), rules, features: reader.features, techniques };
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

class RuleReader {
  readonly features: Feature[] = [];
  /** Where each question stands that was asked before: the same one is answered once. */
  private readonly places = new Map<string, number>();
  private readonly ids = new Set<string>();

  constructor(
    private readonly patterns: PatternEngine,
    private readonly techniques: ReadonlyMap<string, string>,
  ) {}

  readFile({ file, table }: RuleFile): readonly Rule[] {
    const fields = RuleFields.of(table, file);
    fields.allowOnly('category', 'rule', 'techniques');
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
      when: this.readCondition(fields.raw('when'), fields.at('when'), 0),
    };
  }

  private claimId(fields: RuleFields): string {
    const id = fields.text('id');
    if (!/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/.test(id)) fields.fail('id', 'must be lower-case words joined by hyphens');
    if (this.ids.has(id)) fields.fail('id', `${id} is used twice`);
    this.ids.add(id);
    return id;
  }

  private attackOf(fields: RuleFields): readonly string[] {
    if (!fields.has('attack')) return [];
    const attack = fields.texts('attack');
    const stranger = attack.find((technique) => !this.techniques.has(technique));
    return stranger === undefined
      ? attack
      : fields.fail('attack', `names ${stranger}, which no list of techniques has`);
  }

  private readCondition(value: unknown, place: string, depth: number): Condition {
    const fields = RuleFields.of(value, place);
    if (depth > MOST_DEPTH) throw new RuleError(`${place}: is nested too deeply`);
    const parts = (field: string): readonly Condition[] =>
      fields.list(field).map((part, index) => this.readCondition(part, fields.at(`${field}[${index}]`), depth + 1));
    const [join] = ['all', 'any', 'of', 'not'].filter((name) => fields.has(name));
    if (join === undefined) return { op: 'feature', feature: this.placeOf(value, fields) };
    fields.allowOnly(join, ...(join === 'of' ? ['at_least'] : []));
    if (join === 'not') return { op: 'not', part: this.readCondition(fields.raw('not'), fields.at('not'), depth + 1) };
    const joined = parts(join);
    if (join === 'of') return { op: 'at_least', count: fields.number('at_least', 1, joined.length), parts: joined };
    return { op: 'at_least', count: join === 'all' ? joined.length : 1, parts: joined };
  }

  private placeOf(question: unknown, fields: RuleFields): number {
    const key = JSON.stringify(question);
    const place = this.places.get(key) ?? this.features.push(parseFeature(fields, this.patterns)) - 1;
    this.places.set(key, place);
    return place;
  }
}

function riskOf(fields: RuleFields): Rule['risk'] {
  if (!fields.has('risk')) {
    for (const field of ['weight', 'per_evidence']) if (fields.has(field)) fields.fail(field, 'stands without risk');
    return undefined;
  }
  return {
    bucket: fields.oneOf('risk', RISK_BUCKETS),
    weight: fields.number('weight', 0, 3),
    perEvidence: fields.has('per_evidence') && fields.flag('per_evidence'),
  };
}

/** Of the content, not of its layout: the order of fields and files and the comments do not count. */
function versionOf(files: readonly RuleFile[]): string {
  const tables = files.map(({ table }) => JSON.stringify(sorted(table))).sort();
  return createHash('sha256').update(tables.join('\n')).digest('hex').slice(0, 16);
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
