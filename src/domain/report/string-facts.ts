import type { ExtractedString } from '#domain/document/strings';
import { selfDescriptions } from '#domain/findings/self-descriptions';
import type { FactSource, FactText } from './fact';
import { BASE, STRING, STRING_TAGS, STRING_TYPE, TELLING_WORDS } from './fact-scores';
import { usersText } from './import-facts';
import type { ProgramModel } from './program-model';
import type { SampleText } from './sample-text';

const USERS_SHOWN = 3;

/** Strings with their type and who uses them. */
export function stringFacts(model: ProgramModel, sample: SampleText): FactSource {
  const { strings } = model.document;
  return {
    kind: 'string',
    count: strings.length,
    score: (index) => scoreOf(strings[index]),
    hasTag: (index, tag) => {
      const each = strings[index];
      return each !== undefined && STRING_TAGS[each.type] === tag;
    },
    ref: (index) => stringReference(strings[index], index, model),
    text: (index) => stringText(strings[index], model, sample),
  };
}

/** Strings that read as if the program told what it is. */
export function selfDescriptionFacts(model: ProgramModel, sample: SampleText): FactSource {
  const { strings } = model.document;
  const places = selfDescriptions(strings);
  const at = (index: number): number => places[index] ?? -1;
  return {
    kind: 'self_description',
    count: places.length,
    score: (index) => BASE.self_description - index,
    hasTag: () => false,
    ref: (index) => `self:${index + 1}`,
    text: (index) => {
      const each = strings[at(index)];
      return { text: `says ${sample.quoted(each?.content ?? '')} at ${each?.address ?? ''}`, origin: 'sample' };
    },
  };
}

/** By its address; where another lies there as well, or it has none that counts, by its place in the list. */
export function stringReference(each: ExtractedString | undefined, index: number, model: ProgramModel): string {
  if (each === undefined) return '';
  return model.strings.at(each.address)[0] === index ? `str:${each.address}` : `str:#${index}`;
}

function stringText(each: ExtractedString | undefined, model: ProgramModel, sample: SampleText): FactText {
  if (each === undefined) return { text: '', origin: 'sample' };
  const { content, type, encoding, used_by: users, used_by_total: total } = each;
  const wide = encoding === 'ascii' || encoding === 'utf-8' ? '' : ` ${encoding}`;
  const who = total === undefined || total === 0 ? '' : `, ${usersText(users, total, model, sample, USERS_SHOWN)}`;
  return { text: `${sample.quoted(content)} ${type}${wide}${who}`, origin: 'sample' };
}

function scoreOf(each: ExtractedString | undefined): number {
  if (each === undefined) return 0;
  return (
    BASE.string +
    STRING_TYPE[each.type] +
    (TELLING_WORDS.test(each.content) ? STRING.tellingWords : 0) +
    ((each.used_by_total ?? 0) > 0 ? STRING.used : 0)
  );
}
