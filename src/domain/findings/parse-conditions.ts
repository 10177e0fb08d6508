import type { PatternEngine } from '#domain/patterns/pattern-engine';
import { parseFeature } from './parse-feature';
import type { Act, Condition, Feature } from './rule';
import { RuleError, RuleFields } from './rule-fields';

const MOST_DEPTH = 16;

/** A condition that is what an act is. */
export type ActCondition = Condition & { readonly op: 'act' };

/** Reads what rules and acts ask; a question that is asked twice is answered once. */
export class ConditionReader {
  readonly features: Feature[] = [];
  /** Where each question stands that was asked before. */
  private readonly places = new Map<string, number>();
  private readonly acts = new Map<string, ActCondition>();

  constructor(private readonly patterns: PatternEngine) {}

  /** What later conditions name by `act = "…"`. @throws RuleError */
  readAct(value: unknown, place: string, file: string): void {
    const id = RuleFields.of(value, place).text('id');
    const fields = RuleFields.of(value, `${file}: act ${id}`);
    fields.allowOnly('id', 'words', 'when');
    if (this.acts.has(id)) fields.fail('id', `${id} is used twice`);
    const act: Act = { id, words: fields.text('words') };
    this.acts.set(id, { op: 'act', act, part: this.read(fields.raw('when'), fields.at('when')) });
  }

  actOf(fields: RuleFields, field: string): ActCondition {
    const act = this.acts.get(fields.text(field));
    return act ?? fields.fail(field, `names an act that is not known; known are ${[...this.acts.keys()].join(', ')}`);
  }

  read(value: unknown, place: string, depth = 0): Condition {
    const fields = RuleFields.of(value, place);
    if (depth > MOST_DEPTH) throw new RuleError(`${place}: is nested too deeply`);
    if (fields.has('act')) {
      fields.allowOnly('act');
      return this.actOf(fields, 'act');
    }
    const join = (['all', 'any', 'of', 'not'] as const).find((name) => fields.has(name));
    if (join === undefined) return { op: 'feature', feature: this.placeOf(value, fields) };
    fields.allowOnly(join, ...(join === 'of' ? ['at_least'] : []));
    if (join === 'not') return { op: 'not', part: this.read(fields.raw('not'), fields.at('not'), depth + 1) };
    const parts = fields.list(join).map((part, index) => this.read(part, fields.at(`${join}[${index}]`), depth + 1));
    const count = { all: parts.length, any: 1, of: join === 'of' ? fields.number('at_least', 1, parts.length) : 1 };
    return { op: 'at_least', join, count: count[join], parts };
  }

  private placeOf(question: unknown, fields: RuleFields): number {
    const key = JSON.stringify(question);
    const place = this.places.get(key) ?? this.features.push(parseFeature(fields, this.patterns)) - 1;
    this.places.set(key, place);
    return place;
  }
}
