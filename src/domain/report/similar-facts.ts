import { likeness } from '#domain/bytes/locality-distance';
import { isMadeUpName } from '#domain/shared/made-up-name';
import type { Fact } from './fact';
import { functionName } from './function-facts';
import type { ProgramModel } from './program-model';
import type { SampleText } from './sample-text';

/** Another result that has functions of this one. */
export interface SeenMatch {
  readonly analysisId: string;
  /** Of that result. */
  readonly version: string;
  readonly fileName: string;
  readonly sha256: string;
  /** How unlike the bytes of both files are by their TLSH, where both have one. */
  readonly distance?: number;
  /** Functions that can be known again there. */
  readonly total: number;
  /** Places of functions here, each with the name that it has there, where the file gives it one. */
  readonly functions: readonly (readonly [place: number, name: string])[];
}

/** @param places of the functions that are asked about; all where it is absent */
export function similarFacts(
  model: ProgramModel,
  here: number,
  matches: readonly SeenMatch[],
  sample: SampleText,
  places?: readonly number[],
): readonly Fact[] {
  const own = places === undefined ? [...wholeFacts(here, matches, sample)] : [...placeFacts(matches, places, sample)];
  return [...own, ...nameFacts(model, matches, sample, places)].map(({ ref, text }) => ({
    ref,
    text,
    kind: 'similar',
    origin: 'sample',
  }));
}

type Line = Pick<Fact, 'ref' | 'text'>;

function* wholeFacts(here: number, matches: readonly SeenMatch[], sample: SampleText): Generator<Line> {
  for (const match of matches) {
    const { analysisId, fileName, sha256, total, functions, distance } = match;
    const share = here === 0 ? 0 : Math.round((functions.length / here) * 100);
    const text = `${functions.length} of ${here} functions (${share} %) are also in ${sample.quoted(fileName)}, which has ${total}, SHA-256 ${sha256.slice(0, 16)}…${distance === undefined ? '' : `; TLSH distance ${distance}, ${likeness(distance)}`}`;
    yield { ref: `analysis:${analysisId}`, text };
  }
}

function* placeFacts(matches: readonly SeenMatch[], places: readonly number[], sample: SampleText): Generator<Line> {
  for (const { analysisId, fileName, functions } of matches) {
    const found = functions.find(([place]) => places.includes(place));
    if (found === undefined) continue;
    const name = found[1] === '' ? 'without a name' : `as ${sample.name(found[1])}`;
    yield { ref: `analysis:${analysisId}`, text: `also in ${sample.quoted(fileName)}, ${name}` };
  }
}

/** Names that functions without one have elsewhere, of the most alike result first. */
function* nameFacts(
  model: ProgramModel,
  matches: readonly SeenMatch[],
  sample: SampleText,
  places: readonly number[] | undefined,
): Generator<Line> {
  const named = new Set<number>();
  for (const { fileName, functions } of matches) {
    for (const [place, name] of functions) {
      const each = model.document.functions[place];
      if (each === undefined || name === '' || named.has(place) || !isMadeUpName(each.name)) continue;
      if (places !== undefined && !places.includes(place)) continue;
      named.add(place);
      const text = `${functionName(each.address, model, sample)} is ${sample.name(name)} in ${sample.quoted(fileName)}`;
      yield { ref: `fn:${each.address}`, text };
    }
  }
}
