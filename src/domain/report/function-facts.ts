import type { FunctionInfo } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import type { Address } from '#domain/shared/address';
import { address as asAddress } from '#domain/shared/address';
import { categoryBits } from './category-bits';
import type { FactSource, FactText } from './fact';
import { BASE, FUNCTION, SENSITIVITY, UNREACHED } from './fact-scores';
import type { ProgramModel } from './program-model';
import { categoriesIn, saysItsPlace } from './program-model';
import type { RankColumns } from './rank-columns';
import { callersOf, FUNCTION_TRAITS } from './rank-columns';
import type { SampleText } from './sample-text';

const IMPORTS_SHOWN = 8;
const STRING_CHARACTERS = 40;

/** Functions with what they use, each line beginning with its address. */
export function functionFacts(model: ProgramModel, sample: SampleText): FactSource {
  const { lists } = model;
  const { functions: ranks } = lists.ranks();
  return {
    kind: 'function',
    count: ranks.addresses.length,
    score: (index) => scoreOf(index, ranks),
    hasTag: (index, tag) => ((ranks.uses[index] ?? 0) & categoryBits(tag)) !== 0,
    ref: (index) => `fn:${addressAt(ranks.addresses, index)}`,
    text: (index) => functionText(lists.functionAt(index), model, sample),
  };
}

/** A name with its address, where the name does not say it. */
export function functionName(address: Address, model: ProgramModel, sample: SampleText): string {
  const place = model.functionAt.get(address);
  const each = place === undefined ? undefined : model.lists.functionAt(place);
  if (place === undefined || each === undefined) return address;
  const isAlone = ((model.lists.ranks().functions.traits[place] ?? 0) & FUNCTION_TRAITS.alone) !== 0;
  if (saysItsPlace(each)) return address;
  return isAlone ? sample.name(each.name) : `${address} ${sample.name(each.name)}`;
}

const sensitivities = new Map<number, number>();

/** Of the categories in a set of them. */
function mostSensitive(bits: number): number {
  const known = sensitivities.get(bits);
  if (known !== undefined) return known;
  const most = Math.max(0, ...categoriesIn(bits).map((category) => SENSITIVITY[category]));
  sensitivities.set(bits, most);
  return most;
}

function addressAt(addresses: BigUint64Array, index: number): string {
  const each = addresses[index];
  return each === undefined ? '' : asAddress(each);
}

function scoreOf(index: number, ranks: RankColumns['functions']): number {
  const traits = ranks.traits[index];
  if (traits === undefined) return 0;
  const distance = ranks.distances[index] ?? -1;
  return (
    BASE.function +
    FUNCTION.perSensitivity * mostSensitive(ranks.uses[index] ?? 0) +
    FUNCTION.perLogComplexity * Math.log10(1 + (ranks.complexities[index] ?? 0)) +
    FUNCTION.perLogCallers * Math.log10(1 + (ranks.callers[index] ?? 0)) +
    FUNCTION.perDistance * (distance === -1 ? UNREACHED : Math.min(distance, UNREACHED)) +
    ((traits & FUNCTION_TRAITS.named) === 0 ? 0 : FUNCTION.named) +
    ((traits & FUNCTION_TRAITS.stub) === 0 ? 0 : -BASE.function)
  );
}

/** @param only Of its imports, those that it tells are shown, and nothing else: what a search for them asks. */
export function functionText(
  each: FunctionInfo | undefined,
  model: ProgramModel,
  sample: SampleText,
  only?: (name: string) => boolean,
): FactText {
  if (each === undefined) return { text: '', origin: 'sample' };
  const { address, name, type } = each;
  const head = `${address}${saysItsPlace(each) ? '' : ` ${sample.name(name)}`}${type === 'function' ? '' : `, ${type}`}`;
  const uses = importsText(each, model, sample, only);
  const tail = only === undefined ? measuresText(each, sample) : '';
  return { text: `${head}${tail}${uses === '' ? '' : `: ${uses}`}`, origin: 'sample', isAddressed: true };
}

function measuresText(each: FunctionInfo, sample: SampleText): string {
  const { complexity_score: complexity, strings = [] } = each;
  const callers = callersOf(each);
  const measures =
    complexity === undefined ? '' : `, cc ${complexity}, ${callers} ${callers === 1 ? 'caller' : 'callers'}`;
  const [telling] = [...strings].sort((one, other) => other.content.length - one.content.length);
  return `${measures}${telling === undefined ? '' : `, says ${sample.quoted(telling.content, STRING_CHARACTERS)}`}`;
}

/** The most telling first. */
function importsText(
  { imports = [], totals }: FunctionInfo,
  model: ProgramModel,
  sample: SampleText,
  only: ((name: string) => boolean) | undefined,
): string {
  const ranked = imports
    .filter((name) => only === undefined || only(name))
    .map((name): readonly [string, ImportCategory] => [name, model.categoryOf(name)])
    .sort(([, one], [, other]) => SENSITIVITY[other] - SENSITIVITY[one]);
  const shown = ranked.slice(0, IMPORTS_SHOWN).map(([name]) => sample.name(name));
  const total = only === undefined ? (totals?.imports ?? ranked.length) : ranked.length;
  return `${shown.join(', ')}${total > shown.length ? `, +${total - shown.length}` : ''}`;
}
