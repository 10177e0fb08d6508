import type { FactKind, FactSource } from '#domain/report/fact';
import { FACT_KINDS } from '#domain/report/fact';
import { ranked } from '#domain/report/fact-sequence';
import type { ProgramModel } from '#domain/report/program-model';
import type { Address } from '#domain/shared/address';
import type { Anchor } from './view-parts';

/** Rows of each list that a view shows: those that tell most. */
export const MOST_ROWS = {
  function: 220,
  string: 220,
  import_use: 220,
  export: 120,
  section: 64,
  resource: 40,
} as const satisfies Partial<Record<FactKind, number>>;

type Listed = keyof typeof MOST_ROWS;

/** Which of all that a result has a view shows: so that nothing leads to what is not there. Ranked as reports are. */
export class ShownPlaces {
  private readonly places = new Map<FactKind, readonly number[]>();
  private readonly shown = new Map<FactKind, ReadonlySet<number>>();

  /** @param wanted functions that are shown whatever their rank, as findings and pictures name them */
  constructor(
    private readonly model: ProgramModel,
    private readonly sources: readonly FactSource[],
    wanted: ReadonlySet<number>,
  ) {
    for (const source of sources) {
      const most = most_(source.kind);
      if (most === undefined) continue;
      const order = ranked(source);
      const first = [...order.subarray(0, most)];
      if (source.kind === 'function') {
        const known = new Set(first);
        first.push(...[...wanted].filter((place) => !known.has(place)));
      }
      this.places.set(source.kind, first);
      this.shown.set(source.kind, new Set(first));
    }
  }

  /** Places in the list of the document, the most telling first. */
  of(kind: Listed): readonly number[] {
    return this.places.get(kind) ?? [];
  }

  /** `undefined` where the view does not show it. */
  anchor(kind: Listed, place: number | undefined): Anchor | undefined {
    if (place === undefined || this.shown.get(kind)?.has(place) !== true) return undefined;
    return kind === 'function'
      ? `fn-${this.model.document.functions[place]?.address ?? ''}`
      : `${PREFIXES[kind]}-${place}`;
  }

  functionAt(address: Address): Anchor | undefined {
    return this.anchor('function', this.model.functionAt.get(address));
  }

  reference(kind: Listed, place: number): string {
    return this.sources.find((source) => source.kind === kind)?.ref(place) ?? '';
  }
}

const PREFIXES: Readonly<Record<Exclude<Listed, 'function'>, string>> = {
  string: 'str',
  import_use: 'imp',
  export: 'exp',
  section: 'sec',
  resource: 'res',
};

function most_(kind: FactKind): number | undefined {
  return FACT_KINDS.includes(kind) && kind in MOST_ROWS ? MOST_ROWS[kind as Listed] : undefined;
}
