import type { Fact, FactKind } from './fact';

export const REPORT_FORMATS = ['markdown', 'json', 'yaml', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What stands above the facts: words of ours, and the mark of the fence. */
export interface PageHead {
  /** What the page is about, in our words, and names as `SampleText` writes them. */
  readonly title: string;
  readonly lines: readonly string[];
  readonly mark: string;
}

/** What stands below: what is shown of what there is. */
export interface PageFoot {
  readonly shown: readonly (readonly [kind: FactKind, shown: number, total: number])[];
  /** What the page, or the document itself, leaves out, a sentence each. */
  readonly leftOut: readonly string[];
  readonly next?: string;
  readonly usedTokens: number;
}

/** A form in which facts are written. Every piece ends with a line, so that tokens of pieces add up. */
export interface Rendering {
  readonly format: ReportFormat;
  open(head: PageHead, isEmpty: boolean): string;
  heading(kind: FactKind): string;
  fact(fact: Fact, place: { readonly isShortened: boolean; readonly isLast: boolean }): string;
  /** Behind the facts of a kind. */
  ending(): string;
  close(head: PageHead, foot: PageFoot): string;
}

export const KIND_TITLES: Readonly<Record<FactKind, string>> = {
  identity: 'What it is',
  self_description: 'What it says of itself',
  capability: 'What it can do',
  finding: 'Findings',
  import_use: 'Imports and their users',
  function: 'Functions',
  string: 'Strings',
  export: 'Exports',
  section: 'Sections',
  resource: 'Resources',
  card: 'Cards',
  change: 'Differences',
  similar: 'Seen before',
  path: 'Paths of calls',
};

/** `function 19/322, string 4/91`. */
export function shownText({ shown }: Pick<PageFoot, 'shown'>): string {
  if (shown.length === 0) return 'nothing, there is none';
  return shown.map(([kind, some, total]) => `${kind} ${some}/${total}`).join(', ');
}
