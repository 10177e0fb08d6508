import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { Specimen } from './corpus';
import { OurDocuments } from './our-document';

/** Small ones of each format. */
const NAMES = [
  'MachO-OSX-x64-ls',
  'elf-Linux-ARMv7-ls',
  'elf-Linux-x64-bash',
  'pe-Windows-x86-cmd',
  'pe-cygwin-ls.exe',
];

/** The structure is the same however deep the analysis goes. Says whether it is. */
export async function compareDepths(specimens: readonly Specimen[]): Promise<boolean> {
  const [quick, standard] = [OurDocuments.by('radare2', 'quick'), OurDocuments.by('radare2', 'standard')];
  const chosen = specimens.filter(({ name }) => NAMES.includes(name));
  let different = 0;
  for (const { name, path } of chosen) {
    const documents = [await quick.of(path), await standard.of(path)] as const;
    const parts = partsThatDiffer(...documents);
    if (parts.length > 0) console.log(`${name}: quick and standard depth differ in ${parts.join(', ')}`);
    if (parts.length > 0) different++;
  }
  console.log(
    `\n## quick and standard depth: the same structure in ${chosen.length - different} of ${chosen.length} files`,
  );
  return different === 0;
}

function partsThatDiffer(one: AnalysisDocument, other: AnalysisDocument): readonly string[] {
  return Object.entries(PARTS).flatMap(([part, of]) =>
    JSON.stringify(of(one)) === JSON.stringify(of(other)) ? [] : [part],
  );
}

/** The addresses of imports are left out: code analysis knows more of them. */
const PARTS: Readonly<Record<string, (document: AnalysisDocument) => unknown>> = {
  sections: ({ sections }) => sections,
  imports: ({ imports }) => imports.map(({ name, library }) => [name, library]),
  exports: ({ exports }) => exports,
  libraries: ({ libraries }) => libraries,
  hardening: ({ summary }) => summary.hardening,
  file: ({ metadata }) => metadata.file,
};
