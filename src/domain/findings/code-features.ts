import { importsOf, isOfFunctions } from './function-tally';
import type { Matches } from './match-features';
import type { Feature } from './rule';
import type { RuleSubject, SubjectFunction } from './rule-subject';

/** Calls between a function and what is near to it. */
export const NEAR_STEPS = 2;
/** A function from which so many are within few steps is near to everything: that says nothing. */
const MOST_NEAR = 40;
/** What stands for imports does not count there, and has to end somewhere. */
const MOST_AROUND = 256;
const MOST_USERS = 16;
/** What the C library does before `main`: it calls the whole program, and much besides that no program asked for. */
const START_UP =
  /^_*(?:libc_start_main|[wn]?getmainargs|p_+w?argv|initterm(?:_e)?|set_app_type|configure_(?:narrow|wide)_argv|get_initial_(?:narrow|wide)_environment)(?:@.*)?$/;
const FEW = 24;
const WORD = 32;
/** They stand for an import, and are no code of the program's own. */
const STANDS_FOR_IMPORT: ReadonlySet<SubjectFunction['type']> = new Set(['import', 'thunk']);

/** Which features each function has, and which are within few calls of it: one bit for each feature that is asked for. */
export class CodeFeatures {
  /** Whether anything is known of what functions use. */
  readonly isKnown: boolean;
  /** Whether so few functions have anything that is asked for that they are one program with one purpose, whatever calls what. */
  readonly areFew: boolean;
  /** Functions that use a string which answers a feature; the first of them. */
  private readonly users = new Map<string, number[]>();
  /** Places of what the C library does before `main`. */
  private readonly startUps: ReadonlySet<number>;
  private readonly bits: ReadonlyMap<number, number>;
  private readonly words: number;
  /** By steps: masks of all functions, and how many functions are within these steps. */
  private readonly levels: { readonly masks: Uint32Array; readonly sizes: Uint32Array }[] = [];

  constructor(
    private readonly subject: RuleSubject,
    private readonly matches: Matches,
    features: readonly Feature[],
    asked: ReadonlySet<number>,
  ) {
    const ofFunctions = [...asked].filter((feature) => isOfFunctions(features[feature]));
    this.bits = new Map(ofFunctions.map((feature, bit) => [feature, bit]));
    this.words = Math.max(1, Math.ceil(ofFunctions.length / WORD));
    this.startUps = startUpsOf(subject);
    this.isKnown = subject.functions.some(({ imports }) => imports !== undefined && imports.length > 0);
    this.levels.push(this.ownLevel());
    this.areFew = this.isKnown && this.own().length <= FEW;
    for (let steps = 1; steps <= NEAR_STEPS; steps++) this.levels.push(this.widened(steps - 1));
  }

  /** Whether a function or one within so many steps has the feature; `false` where that would be half the program. */
  has(place: number, steps: number, feature: number): boolean {
    const bit = this.bits.get(feature);
    const level = this.levels[steps];
    if (bit === undefined || level === undefined) return false;
    if (steps > 0 && (level.sizes[place] ?? 0) > MOST_NEAR) return false;
    return ((level.masks[place * this.words + (bit >>> 5)] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  /** Places of functions that have anything that is asked for, within so many steps. */
  *candidates(steps: number): Generator<number> {
    const level = this.levels[steps];
    if (level === undefined) return;
    for (let place = 0; place < this.subject.functions.length; place++) {
      if (steps > 0 && (level.sizes[place] ?? 0) > MOST_NEAR) continue;
      for (let word = 0; word < this.words; word++) {
        if (level.masks[place * this.words + word] === 0) continue;
        yield place;
        break;
      }
    }
  }

  /** The function and all within so many steps of it, the nearest first; no more than `MOST_AROUND`. */
  around(place: number, steps: number): readonly number[] {
    const found = new Set([place]);
    let edge = [place];
    for (let step = 0; step < steps && !(step === 0 && this.isStartUp(place)); step++) {
      edge = edge.flatMap((each) => (this.isStartUp(each) && each !== place ? [] : this.callees(each)));
      for (const each of edge) if (found.size < MOST_AROUND) found.add(each);
    }
    return [...found];
  }

  /** Functions of the program's own that have anything that is asked for. */
  own(): readonly number[] {
    return [...this.candidates(0)].filter((place) => {
      const type = this.subject.functions[place]?.type;
      return type !== undefined && !STANDS_FOR_IMPORT.has(type) && !this.isStartUp(place);
    });
  }

  usersOf(text: string): readonly number[] {
    return this.users.get(text) ?? [];
  }

  /** Those that answer any feature. */
  usedTexts(): readonly string[] {
    return [...this.users.keys()];
  }

  private callees(place: number): readonly number[] {
    return this.matches.paths.callees(place);
  }

  private isStartUp(place: number): boolean {
    return this.startUps.has(place);
  }

  private ownLevel(): { masks: Uint32Array; sizes: Uint32Array } {
    const { functions } = this.subject;
    const masks = new Uint32Array(functions.length * this.words);
    const sizes = new Uint32Array(functions.length);
    functions.forEach((each, place) => {
      const { strings = [], type } = each;
      sizes[place] = STANDS_FOR_IMPORT.has(type) ? 0 : 1;
      for (const name of importsOf(each)) this.mark(masks, place, this.matches.byImport.get(name));
      for (const [, hits] of this.matches.resolved.of(each)) this.mark(masks, place, hits);
      for (const text of strings) {
        const hits = this.matches.byString.get(text);
        if (hits === undefined) continue;
        this.mark(masks, place, hits);
        const users = this.users.get(text);
        if (users === undefined) this.users.set(text, [place]);
        else if (users.length < MOST_USERS) users.push(place);
      }
    });
    return { masks, sizes };
  }

  private mark(masks: Uint32Array, place: number, hits: readonly { readonly feature: number }[] = []): void {
    for (const { feature } of hits) {
      const bit = this.bits.get(feature);
      if (bit === undefined) continue;
      const at = place * this.words + (bit >>> 5);
      masks[at] = (masks[at] ?? 0) | (1 << (bit & 31));
    }
  }

  private join(masks: Uint32Array, place: number, others: Uint32Array, other: number): void {
    for (let word = 0; word < this.words; word++) {
      const at = place * this.words + word;
      masks[at] = (masks[at] ?? 0) | (others[other * this.words + word] ?? 0);
    }
  }

  private widened(from: number): { masks: Uint32Array; sizes: Uint32Array } {
    const [own, narrower] = [this.levels[0], this.levels[from]];
    const masks = new Uint32Array(own?.masks ?? []);
    const sizes = new Uint32Array(own?.sizes ?? []);
    for (let place = 0; place < sizes.length; place++) {
      if (this.isStartUp(place)) continue;
      let size = sizes[place] ?? 0;
      for (const callee of this.callees(place)) {
        if (callee === place || narrower === undefined) continue;
        size += narrower.sizes[callee] ?? 0;
        this.join(masks, place, narrower.masks, callee);
      }
      sizes[place] = Math.min(size, 0xffff);
    }
    return { masks, sizes };
  }
}

function startUpsOf({ functions }: RuleSubject): ReadonlySet<number> {
  const known = new Map<string, boolean>();
  const isOne = (name: string): boolean => {
    const is = known.get(name) ?? START_UP.test(name);
    known.set(name, is);
    return is;
  };
  const places = new Set<number>();
  for (const [place, { imports }] of functions.entries()) if (imports?.some(isOne) === true) places.add(place);
  return places;
}
