import type { StringType } from '#domain/document/string-types';
import { STRING_TYPES } from '#domain/document/string-types';
import type { ExtractedString } from '#domain/document/strings';
import type { FactSource, FactText } from './fact';
import { BASE, STRING, STRING_TAGS, STRING_TYPE } from './fact-scores';
import { usersText } from './import-facts';
import type { ProgramModel } from './program-model';
import type { RankColumns } from './rank-columns';
import { STRING_TRAITS } from './rank-columns';
import type { SampleText } from './sample-text';

const USERS_SHOWN = 3;

/** Strings with their type and who uses them. */
export function stringFacts(model: ProgramModel, sample: SampleText): FactSource {
  const { lists } = model;
  const { strings: ranks } = lists.ranks();
  return {
    kind: 'string',
    count: ranks.types.length,
    score: (index) => scoreOf(index, ranks),
    hasTag: (index, tag) => {
      const type = typeAt(index, ranks);
      return type !== undefined && STRING_TAGS[type] === tag;
    },
    ref: (index) => stringReference(lists.stringAt(index), index, model),
    text: (index) => stringText(lists.stringAt(index), model, sample),
  };
}

/** Strings that read as if the program told what it is. */
export function selfDescriptionFacts(model: ProgramModel, sample: SampleText): FactSource {
  const { lists } = model;
  const places = lists.ranks().selfDescriptions;
  return {
    kind: 'self_description',
    count: places.length,
    score: (index) => BASE.self_description - index,
    hasTag: () => false,
    ref: (index) => `self:${index + 1}`,
    text: (index) => {
      const each = lists.stringAt(places[index] ?? -1);
      return { text: `says ${sample.quoted(each?.content ?? '')} at ${each?.address ?? ''}`, origin: 'sample' };
    },
  };
}

/** By its address; where another lies there as well, or it has none that counts, by its place in the list. */
export function stringReference(each: ExtractedString | undefined, index: number, model: ProgramModel): string {
  if (each === undefined) return '';
  const isFirst = ((model.lists.ranks().strings.traits[index] ?? 0) & STRING_TRAITS.first) !== 0;
  return isFirst ? `str:${each.address}` : `str:#${index}`;
}

function stringText(each: ExtractedString | undefined, model: ProgramModel, sample: SampleText): FactText {
  if (each === undefined) return { text: '', origin: 'sample' };
  const { content, type, encoding, used_by: users, used_by_total: total } = each;
  const wide = encoding === 'ascii' || encoding === 'utf-8' ? '' : ` ${encoding}`;
  const who = total === undefined || total === 0 ? '' : `, ${usersText(users, total, model, sample, USERS_SHOWN)}`;
  return { text: `${sample.quoted(content)} ${type}${wide}${who}`, origin: 'sample' };
}

function typeAt(index: number, { types }: RankColumns['strings']): StringType | undefined {
  return STRING_TYPES[types[index] ?? -1];
}

function scoreOf(index: number, ranks: RankColumns['strings']): number {
  const type = typeAt(index, ranks);
  if (type === undefined) return 0;
  const traits = ranks.traits[index] ?? 0;
  return (
    BASE.string +
    STRING_TYPE[type] +
    ((traits & STRING_TRAITS.telling) === 0 ? 0 : STRING.tellingWords) +
    ((traits & STRING_TRAITS.used) === 0 ? 0 : STRING.used)
  );
}
