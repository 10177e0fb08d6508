// `npm run truth -- --repeat`: whether two runs over one file make the same document.
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { withoutTimes } from '../support/without-times';
import type { Specimen } from './corpus';
import { differencesOf } from './differences';
import { inParallel } from './in-parallel';
import { OurDocuments } from './our-document';

const DEPTHS: readonly AnalysisDepth[] = ['quick', 'standard'];
const AT_A_TIME = 2;
const SHOWN = 5;

/** Each file twice at each depth, ids and times apart. Says whether all are alike. */
export async function compareRepeats(specimens: readonly Specimen[]): Promise<boolean> {
  const outcomes: boolean[] = [];
  for (const depth of DEPTHS) outcomes.push(await compareAt(depth, specimens));
  return outcomes.every(Boolean) && specimens.length > 0;
}

async function compareAt(depth: AnalysisDepth, specimens: readonly Specimen[]): Promise<boolean> {
  const documents = OurDocuments.by('radare2', depth);
  let done = 0;
  const alike = await inParallel(specimens, AT_A_TIME, async ({ name, path }) => {
    const [first, second] = [await outcomeOf(documents, path), await outcomeOf(documents, path)];
    const places = differencesOf(first, second);
    if (places.length > 0) console.log(`${name}, ${depth}: ${places.length} places differ`);
    for (const each of places.slice(0, SHOWN)) console.log(`    ${each}`);
    done++;
    console.error(`${done}/${specimens.length} ${depth} ${name}`);
    return places.length === 0;
  });
  const same = alike.filter(Boolean).length;
  console.log(`## two runs at ${depth} depth: the same document for ${same} of ${specimens.length} files`);
  return same === specimens.length;
}

/** What is refused is refused twice with the same words. */
async function outcomeOf(documents: OurDocuments, path: string): Promise<unknown> {
  try {
    return withoutTimes(await documents.of(path));
  } catch (error) {
    return { refused: String(error) };
  }
}
