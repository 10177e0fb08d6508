import type { FunctionInfo } from '#domain/document/functions';
import type { Address } from '#domain/shared/address';
import { listLines, ourLine, sampleLine } from './card-lines';
import type { CardPart } from './card-question';
import type { FactText } from './fact';
import { evidencePlace } from './finding-facts';
import { functionName } from './function-facts';
import type { ProgramModel } from './program-model';
import { categoriesIn } from './program-model';
import { callersOf } from './rank-columns';
import type { SampleText } from './sample-text';
import { suggestedNames } from './suggested-names';

const STRING_CHARACTERS = 80;
const HASH_DIGITS = 16;

/** A function whole: what it is, who calls it and what it calls and uses. Its code is added where it was asked for. */
export function* functionCard(
  index: number,
  parts: ReadonlySet<CardPart>,
  model: ProgramModel,
  sample: SampleText,
): Generator<FactText> {
  const each = model.document.functions[index];
  if (each === undefined) return;
  yield sampleLine(headText(each, sample));
  const categories = categoriesIn(model.usesOf[index] ?? 0).filter((category) => category !== 'other');
  if (categories.length > 0) yield ourLine(`uses imports for ${categories.join(', ')}`);
  const names = suggestedNames(each, model).map(
    ({ name, by, evidence }) => `${sample.name(name)} (${by}, ${sample.name(evidence)})`,
  );
  yield* listLines('may be named', names);
  yield* unreadLines(each, model);
  yield* wayLines(index, model, sample);
  yield* findingLines(each, model, sample);
  if (parts.has('calls')) yield* callLines(each, model, sample);
  if (parts.has('imports')) yield* importLines(each, model, sample);
  if (parts.has('strings')) yield* stringLines(each, sample);
  if (parts.has('identity')) yield* identityLines(each);
}

function headText(each: FunctionInfo, sample: SampleText): string {
  const { address, name, type, source, size, complexity_score: complexity, basic_blocks: blocks, instructions } = each;
  const words = [
    `${address} ${sample.name(name)}: ${type} known by ${source}, ${size} bytes`,
    ...(complexity === undefined ? [] : [`cc ${complexity}`]),
    ...(blocks === undefined ? [] : [`${blocks} blocks`]),
    ...(instructions === undefined ? [] : [`${instructions} instructions`]),
    ...(each.calls_from === undefined ? [] : [`${callersOf(each)} callers`]),
    ...(each.signature === undefined ? [] : [`signature ${sample.quoted(each.signature, STRING_CHARACTERS * 2)}`]),
  ];
  return words.join(', ');
}

/** Nothing follows from the lists that are missing then. */
function* unreadLines(each: FunctionInfo, model: ProgramModel): Generator<FactText> {
  if (each.calls_from !== undefined) return;
  const why = model.whyCodeIsUnread();
  yield ourLine(
    `its code was not read${why === undefined ? '' : ` (${why.replace(/\.$/, '')})`}: what it calls and uses, and who calls it, is not known`,
  );
}

function* wayLines(index: number, model: ProgramModel, sample: SampleText): Generator<FactText> {
  const path = model.wayTo(index);
  if (path === undefined) {
    if (model.areWaysKnown) yield ourLine('no chain of direct calls from the start is known');
  } else if (path.length > 1) yield sampleLine(`reached by ${path.map((name) => sample.name(name)).join(' > ')}`);
}

function* findingLines({ name }: FunctionInfo, model: ProgramModel, sample: SampleText): Generator<FactText> {
  for (const finding of model.document.security_findings?.findings ?? []) {
    const own = finding.evidence.filter((each) => each.function === name);
    if (own.length === 0) continue;
    const shown = own.map((each) => evidencePlace(each, sample));
    const title = finding.id.startsWith('custom:') ? sample.quoted(finding.title) : finding.title;
    yield sampleLine(`finding [${finding.severity}] ${title} {find:${finding.id}}: ${shown.join('; ')}`);
  }
}

function* callLines(each: FunctionInfo, model: ProgramModel, sample: SampleText): Generator<FactText> {
  const { calls_to: calls = [], calls_from: callers = [], totals } = each;
  const name = (address: Address, given: string): string => {
    const own = model.import(address);
    if (own !== undefined) return sample.name(own.name);
    return model.function(address) === undefined
      ? `${address} ${sample.name(given)}`
      : functionName(address, model, sample);
  };
  yield* listLines(
    'called by',
    callers.map((caller) => name(caller.address, caller.name)),
    totals?.calls_from,
  );
  yield* listLines(
    'calls',
    calls.map((callee) => name(callee.address, callee.name)),
    totals?.calls_to,
  );
}

function* importLines(
  { imports = [], totals }: FunctionInfo,
  model: ProgramModel,
  sample: SampleText,
): Generator<FactText> {
  const names = imports.map((name) => {
    const category = model.categoryOf(name);
    return `${sample.name(name)}${category === 'other' ? '' : ` ${category}`}`;
  });
  yield* listLines('imports', names, totals?.imports);
}

function* stringLines({ strings = [], totals }: FunctionInfo, sample: SampleText): Generator<FactText> {
  const texts = strings.map(({ address, content }) => `${address} ${sample.quoted(content, STRING_CHARACTERS)}`);
  yield* listLines('strings', texts, totals?.strings);
}

function* identityLines({ identity, fingerprint }: FunctionInfo): Generator<FactText> {
  if (identity !== undefined)
    yield ourLine(`identity: exact ${identity.exact.slice(0, HASH_DIGITS)}…, shape ${identity.shape}`);
  if (fingerprint !== undefined) yield ourLine(`fingerprint ${fingerprint.slice(0, HASH_DIGITS)}…`);
}
