import { HARDENING_FIELDS, HARDENING_VALUES } from '#domain/document/hardening';
import type { PatternEngine } from '#domain/patterns/pattern-engine';
import type { Feature, SectionQuestion } from './rule';
import { INDICATORS, RULE_FACTS, RULE_FLAGS } from './rule';
import { RuleFields } from './rule-fields';
import { SUBJECT_NUMBERS } from './rule-subject';

/** Characters of a string in a document. */
const LONGEST_TEXT = 4096;

type Reader = (fields: RuleFields, patterns: PatternEngine) => Feature;

const READERS: Readonly<Record<string, Reader>> = {
  api: apiQuestion,
  indicator: indicatorQuestion,
  function: (fields) => ({ kind: 'function', ...named(fields, 'function') }),
  string: (fields) => literals(fields, 'string', false),
  string_is: (fields) => literals(fields, 'string_is', true),
  regex,
  reads_like_instructions: instructionsQuestion,
  section: (fields) => ({ kind: 'section', ...sectionQuestion(fields) }),
  number: numberQuestion,
  library: (fields) => ({ kind: 'library', names: lowerCase(only(fields, 'library').texts('library')) }),
  export: (fields) => ({ kind: 'export', names: only(fields, 'export').texts('export') }),
  packer: (fields) => ({ kind: 'packer', names: lowerCase(only(fields, 'packer').texts('packer')) }),
  hardening: hardeningQuestion,
  flag: (fields) => ({
    kind: 'flag',
    flag: only(fields, 'flag', 'is').oneOf('flag', RULE_FLAGS),
    is: fields.flag('is'),
  }),
  ...Object.fromEntries(
    RULE_FACTS.map((fact): [string, Reader] => [
      fact,
      (fields) => ({ kind: 'fact', fact, values: lowerCase(only(fields, fact).texts(fact)) }),
    ]),
  ),
};

/** @throws RuleError */
export function parseFeature(fields: RuleFields, patterns: PatternEngine): Feature {
  const main = fields.names.filter((name) => Object.hasOwn(READERS, name));
  const [name, other] = main;
  if (name === undefined) {
    return fields.fail(
      fields.names[0] ?? 'a condition',
      `is no feature; features are ${Object.keys(READERS).join(', ')}`,
    );
  }
  if (other !== undefined) fields.fail(other, `stands beside ${name}; join them by all or any`);
  const read = READERS[name];
  return read === undefined ? fields.fail(name, 'is no feature') : read(fields, patterns);
}

function only(fields: RuleFields, ...names: readonly string[]): RuleFields {
  fields.allowOnly(...names);
  return fields;
}

function named(fields: RuleFields, field: string): { names: readonly string[]; atLeast: number } {
  const names = only(fields, field, 'at_least').texts(field);
  return { names, atLeast: atLeast(fields, names.length) };
}

function apiQuestion(fields: RuleFields): Feature {
  const names = only(fields, 'api', 'at_least', 'unbounded').texts('api');
  const unbounded = fields.has('unbounded') && fields.flag('unbounded');
  return { kind: 'api', names, atLeast: atLeast(fields, names.length), unbounded };
}

function indicatorQuestion(fields: RuleFields): Feature {
  const asked = only(fields, 'indicator').texts('indicator');
  const indicators = INDICATORS.filter((each) => asked.includes(each));
  if (indicators.length < asked.length) fields.fail('indicator', `must be of ${INDICATORS.join(', ')}`);
  return { kind: 'indicator', indicators };
}

function literals(fields: RuleFields, field: string, whole: boolean): Feature {
  const texts = only(fields, field, 'at_least').texts(field);
  if (!whole && texts.some((text) => text.length < 3)) fields.fail(field, 'must have three characters or more');
  return { kind: 'string', literals: lowerCase(texts), whole, atLeast: atLeast(fields, texts.length) };
}

function regex(fields: RuleFields, patterns: PatternEngine): Feature {
  const source = only(fields, 'regex', 'needs', 'shortest', 'at_least').text('regex');
  const compilation = patterns.compile(source);
  if ('fault' in compilation) return fields.fail('regex', `cannot be compiled: ${compilation.fault}`);
  const needs = lowerCase(fields.texts('needs'));
  const shortest = fields.optionalNumber('shortest', 1, LONGEST_TEXT) ?? 1;
  return { kind: 'regex', pattern: compilation.pattern, needs, shortest, atLeast: atLeast(fields, 1000) };
}

function instructionsQuestion(fields: RuleFields): Feature {
  only(fields, 'reads_like_instructions').oneOf('reads_like_instructions', [true]);
  return { kind: 'instructions' };
}

function hardeningQuestion(fields: RuleFields): Feature {
  const field = only(fields, 'hardening', 'is').oneOf('hardening', HARDENING_FIELDS);
  return { kind: 'hardening', field, is: fields.oneOf<boolean | string>('is', HARDENING_VALUES[field]) };
}

function numberQuestion(fields: RuleFields): Feature {
  const number = only(fields, 'number', 'above', 'below').oneOf('number', SUBJECT_NUMBERS);
  const above = fields.optionalNumber('above', -1, Number.MAX_SAFE_INTEGER);
  const below = fields.optionalNumber('below', 0, Number.MAX_SAFE_INTEGER);
  if (above === undefined && below === undefined) fields.fail('number', 'needs above or below');
  return { kind: 'number', number, ...(above !== undefined && { above }), ...(below !== undefined && { below }) };
}

function sectionQuestion(fields: RuleFields): SectionQuestion {
  const section = RuleFields.of(only(fields, 'section').raw('section'), fields.at('section'));
  section.allowOnly('named', 'except', 'permissions', 'entropy_above', 'size_above', 'growth_above');
  const names = section.optionalTexts('named');
  const exceptNames = section.optionalTexts('except');
  const permissions = section.optionalText('permissions');
  const entropyAbove = section.optionalNumber('entropy_above', 0, 8);
  const sizeAbove = section.optionalNumber('size_above', 0, Number.MAX_SAFE_INTEGER);
  const growthAbove = section.optionalNumber('growth_above', 1, Number.MAX_SAFE_INTEGER);
  if (permissions !== undefined && !/^[rwx]{1,3}$/.test(permissions)) section.fail('permissions', 'must be of r, w, x');
  return {
    ...(names !== undefined && { names: lowerCase(names) }),
    ...(exceptNames !== undefined && { exceptNames: lowerCase(exceptNames) }),
    ...(permissions !== undefined && { permissions }),
    ...(entropyAbove !== undefined && { entropyAbove }),
    ...(sizeAbove !== undefined && { sizeAbove }),
    ...(growthAbove !== undefined && { growthAbove }),
  };
}

function atLeast(fields: RuleFields, most: number): number {
  return fields.optionalNumber('at_least', 1, most) ?? 1;
}

function lowerCase(texts: readonly string[]): readonly string[] {
  return texts.map((text) => text.toLowerCase());
}
