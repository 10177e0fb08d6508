import type { FactKind, FactSource, FactTag } from './fact';
import { FactSequence } from './fact-sequence';
import { capabilityFacts, FILE_NAME_FINDING, findingFacts } from './finding-facts';
import { functionFacts } from './function-facts';
import { identityFacts } from './identity-facts';
import { importFacts } from './import-facts';
import type { ProgramModel } from './program-model';
import type { FactPlace } from './resolve-fact';
import type { SampleText } from './sample-text';
import { selfDescriptionFacts, stringFacts } from './string-facts';
import { exportFacts, resourceFacts, sectionFacts } from './table-facts';

/** Sequences kept at once: of all questions few are asked again. */
const MOST_SEQUENCES = 16;

/** What is asked of all facts. */
export interface FactsWanted {
  /** What has to do with these comes sooner. */
  readonly focus: readonly FactTag[];
  /** Of these alone; of all where it is empty. */
  readonly kinds: readonly FactKind[];
}

/** All facts of a result, in one order for each question. */
export class Report {
  readonly sources: readonly FactSource[];
  private readonly sequences = new Map<string, FactSequence>();

  /** @param fileName as the file was sent: others may have sent it by other names */
  constructor(
    model: ProgramModel,
    readonly sample: SampleText,
    fileName: string,
  ) {
    const { document } = model;
    this.sources = [
      identityFacts(document, fileName, sample),
      selfDescriptionFacts(model, sample),
      capabilityFacts(document),
      findingFacts(document, fileName, sample),
      importFacts(model, sample),
      functionFacts(model, sample),
      stringFacts(model, sample),
      exportFacts(model, sample),
      sectionFacts(document, sample),
      resourceFacts(document, sample),
    ];
  }

  /** What a reference to the finding names that the file's name has made; `undefined` for any other, and where there is none. */
  nameFinding(ref: string): readonly FactPlace[] | undefined {
    if (ref !== FILE_NAME_FINDING) return undefined;
    const findings = this.sources.find(({ kind }) => kind === 'finding');
    const index = (findings?.count ?? 0) - 1;
    return findings?.ref(index) === ref ? [{ kind: 'finding', index }] : undefined;
  }

  /** @param question names what is wanted */
  facts({ focus, kinds }: FactsWanted, question: string): FactSequence {
    const known = this.sequences.get(question);
    if (known !== undefined) return known;
    const made = new FactSequence(this.sourcesOf(kinds), focus);
    if (this.sequences.size >= MOST_SEQUENCES) this.sequences.clear();
    this.sequences.set(question, made);
    return made;
  }

  private sourcesOf(kinds: readonly FactKind[]): readonly FactSource[] {
    return kinds.length === 0 ? this.sources : this.sources.filter(({ kind }) => kinds.includes(kind));
  }
}
