// `npm run truth:strings`: the strings of our documents against GNU strings and the bytes of the file; status 1 where a file misses too many.
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

import type { Specimen } from '../corpus';
import { samples, systemFiles } from '../corpus';
import { inParallel } from '../in-parallel';
import { OurDocuments } from '../our-document';
import { gnuStrings } from './gnu-strings';
import type { StringScore } from './string-truth';
import { scoreStrings } from './string-truth';

import 'reflect-metadata';

const USAGE = `usage: npm run truth:strings -- [--files N] [--verbose] [FILE...]

  --files    programs and libraries of this machine (default: 300)
  --verbose  also what is missed in each file`;
/** Of the texts of eight characters or more that GNU strings finds in loaded places without code and base relocations. */
const SHARE = 0.9;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: '300' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

async function main(): Promise<boolean> {
  const count = Number(values.files);
  if (values.help || !Number.isInteger(count) || count < 0) {
    console.log(USAGE);
    return values.help;
  }
  const given = positionals.map((path) => ({ name: path, path }));
  const specimens = given.length > 0 ? given : [...samples(), ...systemFiles(count)];
  const documents = OurDocuments.by('fallback', 'quick');
  const scores = await inParallel(specimens, cpus().length, (specimen) => score(specimen, documents));
  const known = scores.filter((each) => each !== undefined);
  const sum = (of: (each: StringScore) => number): number => known.reduce((total, each) => total + of(each), 0);
  const [witnessed, missed] = [sum((each) => each.witnessed), sum((each) => each.missed.length)];
  const poor = known.filter((each) => !isGood(each)).length;
  const share = (100 * (1 - missed / Math.max(witnessed, 1))).toFixed(2);
  console.log(
    `\n${known.length} files: ${witnessed - missed} of ${witnessed} texts (${share} %), ${poor} files below 90 %`,
  );
  const invented = sum((each) => each.invented.length);
  console.log(
    `${invented} strings are not in the file; ${specimens.length - known.length} files hold too many to compare`,
  );
  return poor === 0 && invented === 0;
}

/** `undefined` where a document does not hold all. */
async function score({ name, path }: Specimen, documents: OurDocuments): Promise<StringScore | undefined> {
  const [document, witnesses] = await Promise.all([documents.of(path), gnuStrings(path)]);
  if (document.metadata.truncated.some(({ section }) => section === 'strings')) return undefined;
  const result = scoreStrings(document, witnesses, readFileSync(path));
  const { witnessed, missed, invented } = result;
  if (!isGood(result) || values.verbose) {
    console.log(
      `${name}: ${missed.length} of ${witnessed} missed, ${document.strings.length} strings, ${invented.length} invented`,
    );
    for (const { start, text } of missed.slice(0, values.verbose ? 40 : 5))
      console.log(`  0x${start.toString(16)} ${text.slice(0, 80)}`);
    for (const each of invented.slice(0, 5)) console.log(`  not there: ${JSON.stringify(each)}`);
  }
  return result;
}

function isGood({ witnessed, missed, invented }: StringScore): boolean {
  return invented.length === 0 && missed.length <= witnessed * (1 - SHARE);
}

void main().then(
  (isTrue) => {
    process.exitCode = isTrue ? 0 : 1;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
