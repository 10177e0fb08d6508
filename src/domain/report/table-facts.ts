import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { FactSource } from './fact';
import { BASE, SECTION } from './fact-scores';
import type { ProgramModel } from './program-model';
import { EXPORT_TRAITS, timesNamed } from './rank-columns';
import type { SampleText } from './sample-text';

/** What others may call or read. */
export function exportFacts(model: ProgramModel, sample: SampleText): FactSource {
  const { lists } = model;
  const { traits } = lists.ranks().exports;
  const has = (index: number, trait: number): boolean => ((traits[index] ?? 0) & trait) !== 0;
  return {
    kind: 'export',
    count: traits.length,
    score: (index) => BASE.export + (has(index, EXPORT_TRAITS.function) ? 1 : 0),
    hasTag: () => false,
    ref: (index) => namedReference('exp', lists.exportAt(index)?.name, index, has(index, EXPORT_TRAITS.alone), sample),
    text: (index) => {
      const each = lists.exportAt(index);
      const forward = each?.forwarder === undefined ? '' : `, forwarded to ${sample.name(each.forwarder)}`;
      const place = each === undefined || each.address === '0x0' ? '' : ` at ${each.address}`;
      return { text: `${sample.name(each?.name ?? '')}${place}, ${each?.type ?? ''}${forward}`, origin: 'sample' };
    },
  };
}

/** Sections: those that look packed or are both written and run first. */
export function sectionFacts({ sections }: AnalysisDocument, sample: SampleText): FactSource {
  const names = timesNamed(sections);
  return {
    kind: 'section',
    count: sections.length,
    score: (index) => {
      const { entropy = 0, permissions = '' } = sections[index] ?? {};
      const isPacked = entropy > SECTION.entropyAbove;
      return BASE.section + (isPacked ? SECTION.packed : 0) + (permissions === 'rwx' ? SECTION.writableCode : 0);
    },
    hasTag: () => false,
    ref: (index) => {
      const name = sections[index]?.name;
      return namedReference('sec', name, index, names.get(name ?? '') === 1, sample);
    },
    text: (index) => {
      const each = sections[index];
      if (each === undefined) return { text: '', origin: 'sample' };
      const entropy = each.entropy === undefined ? '' : `, entropy ${each.entropy.toFixed(2)}`;
      const name = sample.name(each.name);
      return { text: `${name} ${each.permissions} at ${each.address}, ${each.size} bytes${entropy}`, origin: 'sample' };
    },
  };
}

/** Resources of a PE file, the largest first. */
export function resourceFacts({ resources }: AnalysisDocument, sample: SampleText): FactSource {
  return {
    kind: 'resource',
    count: resources.length,
    score: (index) => BASE.resource + Math.log10(1 + (resources[index]?.size ?? 0)),
    hasTag: () => false,
    ref: (index) => `res:#${index}`,
    text: (index) => {
      const each = resources[index];
      if (each === undefined) return { text: '', origin: 'sample' };
      const entropy = each.entropy === undefined ? '' : `, entropy ${each.entropy.toFixed(2)}`;
      const name = `${sample.name(each.type)}/${sample.name(each.name)}`;
      return { text: `${name} ${sample.name(each.language)}, ${each.size} bytes${entropy}`, origin: 'sample' };
    },
  };
}

/** By name; by the place in the list where the name is no fit one, or others bear it. */
function namedReference(
  prefix: string,
  name: string | undefined,
  index: number,
  isAlone: boolean,
  sample: SampleText,
): string {
  const isFit = isAlone && name !== undefined && sample.isReferable(name);
  return isFit ? `${prefix}:${name}` : `${prefix}:#${index}`;
}
