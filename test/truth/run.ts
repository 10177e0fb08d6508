// `npm run truth`: what our documents say against what other tools say of the same files; status 1 where that is not explained.
import { parseArgs } from 'node:util';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import type { EngineName } from '#domain/document/metadata';
import { ENGINES } from '#domain/document/metadata';
import type { Specimen } from './corpus';
import { cases, fixtures, samples, systemFiles, systemPrograms } from './corpus';
import { compareDepths } from './depths';
import { measureAlarms } from './false-alarms';
import { measureIdentity } from './identity';
import { measureInjection } from './injection';
import { KeptOutcomes } from './kept-outcomes';
import { OurDocuments } from './our-document';
import { oneOfEachSystem, released as releasedFiles } from './released';
import { compareRepeats } from './repeats';
import { compareStructure } from './structure';
import { missingPackages } from './tools/tool';
import { measureTriage } from './triage';

import 'reflect-metadata';

const CORPORA = ['samples', 'system', 'fixtures', 'released'] as const;
const USAGE = `usage: npm run truth -- [--only ${CORPORA.join('|')} | --released] [--match PATTERN] [--files N] [--engine radare2|fallback] [--verbose] [FILE...]
       npm run truth -- --false-alarms [--depth quick|standard] [--files N | --released [--all]] [FILE...]
       npm run truth -- --triage [--depth quick|standard]
       npm run truth -- --identity
       npm run truth -- --repeat [--files N] [FILE...]
       npm run truth -- --injection [--files N] [FILE...]

  --only          one part of what is compared (default: all but released, which npm fetches)
  --released      the same as --only released: some 130 files of pinned npm packages, of which also what their publishers say
                  of system, processor and language is compared
  --match         of those, files whose name this regular expression fits
  --files         programs and libraries of this machine (default: 300)
  --engine        whose documents are compared (default: radare2)
  --verbose       also the differences that are explained
  --false-alarms  in place of comparing: what the findings say of ordinary programs of this machine, or of released npm packages
                  (one file of each product a system; --all: all, some for processors that take minutes); broken off, it goes
                  on where it was
  --triage        in place of comparing: whether programs that are built to look like malware, and never run, score higher than
                  their honest twins
  --identity      in place of comparing: whether functions that programs of this machine share have equal hashes, and others
                  have not
  --repeat        in place of comparing: whether two runs over one file make the same document, at quick and standard depth, of the
                  samples, the cases kept beside the repository and 40 programs and libraries of this machine (or --files)
  --injection     in place of comparing: how many texts that try to instruct a language model are found, and how many strings of
                  programs of this machine are taken for such
  --depth         of the documents; comparing needs no more than quick (default: quick, standard for the other two)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    released: { type: 'boolean', default: false },
    match: { type: 'string', default: '' },
    files: { type: 'string' },
    engine: { type: 'string', default: 'radare2' },
    depth: { type: 'string' },
    'false-alarms': { type: 'boolean', default: false },
    triage: { type: 'boolean', default: false },
    repeat: { type: 'boolean', default: false },
    identity: { type: 'boolean', default: false },
    injection: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const only = values.released ? 'released' : values.only;
const released = (): readonly Specimen[] => releasedFiles(new RegExp(values.match));
const files = Number(values.files ?? (values.repeat ? '40' : '300'));
const depth = values.depth ?? (values['false-alarms'] || values.triage ? 'standard' : 'quick');
const chosen: readonly Specimen[] = positionals.map((path) => ({ name: path, path }));

/** With `--released`, those in place of this machine's. */
function alarming(): readonly Specimen[] {
  if (chosen.length > 0) return chosen;
  if (only !== 'released') return systemPrograms(files);
  return values.all ? released() : oneOfEachSystem(released());
}

async function main(): Promise<boolean> {
  if (values.help || !isDepth(depth) || !isEngine(values.engine) || !Number.isInteger(files) || files < 1) {
    console.log(USAGE);
    return values.help;
  }
  if (values.repeat) {
    return compareRepeats(chosen.length > 0 ? chosen : [...samples(), ...cases(), ...systemFiles(files)]);
  }
  if (values.identity) return measureIdentity();
  if (values.injection) return measureInjection(chosen.length > 0 ? chosen : systemFiles(files));
  if (values.triage) return measureTriage(OurDocuments.by(values.engine, depth, true));
  const documents = OurDocuments.by(values.engine, depth);
  if (values['false-alarms']) {
    return measureAlarms(alarming(), documents, KeptOutcomes.of(`false-alarms-${values.engine}-${depth}`));
  }
  const missing = await missingPackages();
  if (missing.length > 0) {
    console.error(`Tools to compare with are missing: apt-get install ${missing.join(' ')}`);
    return false;
  }
  if (chosen.length > 0) return compareStructure('given files', chosen, documents, values.verbose);
  const outcomes: boolean[] = [];
  const wants = (corpus: (typeof CORPORA)[number]): boolean => only === undefined || only === corpus;
  if (wants('samples')) {
    const specimens = samples();
    if (specimens.length === 0) console.log('There are no samples beside the repository; they are left out.');
    else outcomes.push(await compareStructure('samples', specimens, documents, values.verbose));
  }
  if (wants('fixtures')) {
    const { specimens, missing: compilers } = await fixtures();
    if (compilers.length > 0) console.log(`More fixtures could be built with: apt-get install ${compilers.join(' ')}`);
    outcomes.push(await compareStructure('built from source', specimens, documents, values.verbose));
  }
  if (wants('system')) {
    outcomes.push(await compareStructure('this machine', systemFiles(files), documents, values.verbose));
  }
  if (only === 'released') {
    outcomes.push(await compareStructure('released programs', released(), documents, values.verbose));
  }
  if (only === undefined && values.engine === 'radare2') outcomes.push(await compareDepths(samples()));
  return outcomes.every(Boolean);
}

function isDepth(text: string): text is AnalysisDepth {
  return (ANALYSIS_DEPTHS as readonly string[]).includes(text);
}

function isEngine(text: string): text is EngineName {
  return (ENGINES as readonly string[]).includes(text);
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
