import type { Address } from '#domain/shared/address';
import type { FactSource, FactText } from './fact';
import { functionText } from './function-facts';
import { importReference, usersText } from './import-facts';
import type { ProgramModel } from './program-model';
import { fullName } from './program-model';
import { callersOf } from './rank-columns';
import type { SampleText } from './sample-text';
import type { Condition } from './search-conditions';
import { stringReference } from './string-facts';

const USERS_SHOWN = 2;
const STRINGS_SHOWN = 2;
const STRING_CHARACTERS = 60;
const CHARACTERS_BEFORE = 16;

/** What lines of functions show: what was asked for, and nothing else. */
export type Asked = readonly Pick<Condition, 'imports' | 'strings' | 'measure' | 'found'>[];

/** A fact as an answer to a search: in fewer words than in a report, since who asks knows what for. */
export function searchLine(
  source: FactSource,
  index: number,
  model: ProgramModel,
  sample: SampleText,
  asked: Asked,
): FactText {
  switch (source.kind) {
    case 'function':
      return functionLine(index, model, sample, asked);
    case 'import_use':
      return importLine(index, model, sample);
    case 'string':
      return stringLine(index, model, sample, asked);
    case 'export':
      return exportLine(source, index, model, sample);
    case 'identity':
    case 'self_description':
    case 'capability':
    case 'finding':
    case 'section':
    case 'resource':
    case 'path':
    case 'card':
    case 'change':
    case 'similar':
      return source.text(index);
  }
}

function functionLine(index: number, model: ProgramModel, sample: SampleText, asked: Asked): FactText {
  const each = model.document.functions[index];
  const { text, ...rest } = functionText(each, model, sample, (name) => asked.some(({ imports }) => imports?.(name)));
  if (each === undefined) return { text, ...rest };
  const measures = asked.flatMap(({ measure }) => {
    if (measure === 'cc') return [`cc ${each.complexity_score ?? 0}`];
    if (measure === 'callers') return [`callers ${callersOf(each)}`];
    return measure === 'size' ? [`${each.size} bytes`] : [];
  });
  const meant = (address: Address): boolean => asked.some(({ strings }) => strings?.has(address));
  const strings = asked.some((one) => one.strings !== undefined)
    ? (each.strings ?? []).filter(({ address }) => meant(address))
    : [];
  const shown = strings.slice(0, STRINGS_SHOWN).map(({ content }) => sample.quoted(content, STRING_CHARACTERS));
  const more = strings.length > shown.length ? [`+${strings.length - shown.length}`] : [];
  return { ...rest, text: [text, ...measures, ...shown, ...more].join(', ') };
}

function importLine(index: number, model: ProgramModel, sample: SampleText): FactText {
  const each = model.document.imports[index];
  if (each === undefined) return { text: '', origin: 'sample' };
  const isNamed = importReference(each, index, model, sample) === `imp:${fullName(each)}`;
  const users = usersText(each.used_by, each.used_by_total, model, sample, USERS_SHOWN);
  return { text: isNamed ? users : `${sample.name(fullName(each))}, ${users}`, origin: 'sample', isLed: true };
}

function stringLine(index: number, model: ProgramModel, sample: SampleText, asked: Asked): FactText {
  const each = model.document.strings[index];
  if (each === undefined) return { text: '', origin: 'sample' };
  const { content, used_by: users, used_by_total: total = 0 } = each;
  const who = total === 0 ? '' : `, ${usersText(users, total, model, sample, USERS_SHOWN)}`;
  const isPlaced = stringReference(each, index, model) === `str:${each.address}`;
  return {
    text: `${isPlaced ? '' : `at ${each.address} `}${excerptOf(content, sample, asked)}${who}`,
    origin: 'sample',
    isLed: true,
  };
}

/** What stands around the text that was asked for, or else the beginning. */
function excerptOf(content: string, sample: SampleText, asked: Asked): string {
  const places = asked.flatMap(({ found }) => found?.(content) ?? []).filter((place) => place >= 0);
  const from = Math.max(0, Math.min(...places, Infinity) - CHARACTERS_BEFORE);
  return sample.quoted(content, STRING_CHARACTERS, Number.isFinite(from) ? from : 0);
}

function exportLine(source: FactSource, index: number, model: ProgramModel, sample: SampleText): FactText {
  const each = model.document.exports[index];
  if (each === undefined) return { text: '', origin: 'sample' };
  const isNamed = source.ref(index) === `exp:${each.name}`;
  const name = isNamed ? '' : sample.name(each.name);
  const place = each.address === '0x0' ? '' : `at ${each.address}`;
  return { text: [name, place].filter((word) => word !== '').join(' '), origin: 'sample', isLed: true };
}
