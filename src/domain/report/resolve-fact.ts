import { UNDER_WAY } from '#domain/document/stages';
import type { Address } from '#domain/shared/address';
import { parseAddress } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';
import type { FactKind } from './fact';
import { identityFacts } from './identity-facts';
import { PlaceIndex } from './place-index';
import type { ProgramModel } from './program-model';
import { SampleText } from './sample-text';
import { selfDescriptionFacts } from './string-facts';

/** Of several that bear a name. */
const MOST_CANDIDATES = 20;
/** Characters of a name that is not found. */
const LONGEST_SHOWN = 100;
const NOWHERE = '0x0';
/** Before references of a comparison to the result that was compared with. */
export const OTHER = 'other:';
const EXTENSION = /\.(?:dll|exe|sys|drv|ocx|dylib|so(?:\.[\d.]+)?)$/i;
const PREFIXES = {
  fn: 'function',
  imp: 'import_use',
  exp: 'export',
  str: 'string',
  sec: 'section',
  res: 'resource',
  find: 'finding',
  cap: 'capability',
  self: 'self_description',
  id: 'identity',
} as const satisfies Record<string, FactKind>;
/** What a name or an address without a prefix is tried as, in this order. */
const WITHOUT_PREFIX = ['fn', 'imp', 'exp', 'str'] as const;

type Prefix = keyof typeof PREFIXES;

/** A fact, by its place in the source of its kind. */
export interface FactPlace {
  readonly kind: FactKind;
  readonly index: number;
}

/**
 * The facts that a reference names, such as `fn:0x401000`, `fn:main`, `imp:WS2_32.connect`, `str:#12`, `main` or `0x401000`: usually one;
 * several where an address without a prefix is that of several kinds.
 * @param field of the request that the reference comes from
 * @throws DomainError `INVALID_OPTION` where several bear the name; `NOT_FOUND`.
 */
export function resolve(model: ProgramModel, text: string, field = 'ref'): readonly FactPlace[] {
  const found = factsNamed(model, text);
  if (found.length === 0) throw unknown(text, field, model);
  const places = new Set(found.map((each) => `${each.kind} ${addressOf(model, each) ?? `#${each.index}`}`));
  if (parseAddress(text) === undefined && places.size > 1) throw ambiguous(model, found, text, field);
  return found;
}

/** As `resolve`, but all that bear the name, and nothing where none does. */
export function factsNamed(model: ProgramModel, text: string): readonly FactPlace[] {
  const [, prefix = '', rest = ''] = /^([a-z]{2,4}):(.*)$/su.exec(text) ?? [];
  if (isPrefix(prefix)) return ofKind(model, prefix, rest);
  if (parseAddress(text) !== undefined) return WITHOUT_PREFIX.flatMap((each) => ofKind(model, each, text));
  for (const each of WITHOUT_PREFIX) {
    const found = ofKind(model, each, text);
    if (found.length > 0) return found;
  }
  return [];
}

function isPrefix(text: string): text is Prefix {
  return Object.hasOwn(PREFIXES, text);
}

function ofKind(model: ProgramModel, prefix: Prefix, rest: string): readonly FactPlace[] {
  const kind = PREFIXES[prefix];
  return placesOf(model, kind, rest).map((index) => ({ kind, index }));
}

function placesOf(model: ProgramModel, kind: (typeof PREFIXES)[Prefix], rest: string): readonly number[] {
  const { document } = model;
  switch (kind) {
    case 'function':
      return functionsMeant(model, rest);
    case 'import_use':
      return inList(model.imports, rest, (name) => importsNamed(model, name));
    case 'export':
      return inList(model.exports, rest);
    case 'string':
      return inStrings(model, rest);
    case 'section':
      return inList(model.sections, rest);
    case 'resource':
      return inList(nameless(document.resources), rest);
    case 'finding':
      return placesWhere(document.security_findings?.findings ?? [], ({ id }) => id === rest);
    case 'capability':
      return byNumber(rest, document.summary.capabilities?.length ?? 0);
    case 'self_description':
      return byNumber(rest, selfDescriptionFacts(model, asItIs()).count);
    case 'identity':
      return identitiesNamed(model, rest);
  }
}

/** `#12`, an address, or else a name. */
function inList<Item extends { readonly address?: Address }>(
  list: PlaceIndex<Item>,
  rest: string,
  named: (name: string) => readonly number[] = (name) => list.named(name),
): readonly number[] {
  const [, place] = /^#(\d{1,9})$/.exec(rest) ?? [];
  if (place !== undefined) return Number(place) < list.count ? [Number(place)] : [];
  const address = parseAddress(rest);
  if (address === undefined) return rest === '' ? [] : named(rest);
  return address === NOWHERE ? [] : list.at(address);
}

/** Unlike all else, one may begin at address 0. */
function functionsMeant({ functions }: ProgramModel, rest: string): readonly number[] {
  const address = parseAddress(rest);
  return address === undefined ? inList(functions, rest) : functions.at(address);
}

/** Of those at one address, the first bears it as its reference. */
function inStrings({ strings }: ProgramModel, rest: string): readonly number[] {
  const found = inList(strings, rest);
  return parseAddress(rest) === undefined ? found : found.slice(0, 1);
}

/** Resources are asked for by their places alone. */
function nameless(items: readonly unknown[]): PlaceIndex<object> {
  return new PlaceIndex<object>(
    () => items.map(() => ({})),
    () => '',
  );
}

/** By its name, or `LIBRARY.name`: the library with or without its extension, in any case. */
function importsNamed({ document, imports }: ProgramModel, text: string): readonly number[] {
  const found = imports.named(text);
  if (found.length > 0) return found;
  const places: number[] = [];
  for (let dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
    const wanted = bareLibrary(text.slice(0, dot));
    for (const place of imports.named(text.slice(dot + 1))) {
      const library = document.imports[place]?.library;
      if (library !== undefined && bareLibrary(library) === wanted) places.push(place);
    }
  }
  return places.sort((one, other) => one - other);
}

/** As libraries are told apart: without extension, in small letters. */
export function bareLibrary(library: string): string {
  return library.replace(EXTENSION, '').toLowerCase();
}

/** Counted from 1. */
function byNumber(text: string, count: number): readonly number[] {
  const number = /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 0;
  return number > 0 && number <= count ? [number - 1] : [];
}

function identitiesNamed({ document }: ProgramModel, name: string): readonly number[] {
  const facts = identityFacts(document, '', asItIs());
  return Array.from({ length: facts.count }, (_, index) => index).filter((index) => facts.ref(index) === `id:${name}`);
}

/** References do not depend on how text is shown. */
function asItIs(): SampleText {
  return new SampleText(() => false);
}

function placesWhere<Item>(items: readonly Item[], isMeant: (item: Item) => boolean): readonly number[] {
  const places: number[] = [];
  for (const [place, item] of items.entries()) if (isMeant(item)) places.push(place);
  return places;
}

/** Where it lies; `undefined` for what has no address that tells it from others. */
function addressOf({ document }: ProgramModel, { kind, index }: FactPlace): Address | undefined {
  const lists: Partial<Record<FactKind, readonly { readonly address?: Address }[]>> = {
    ...{ function: document.functions, import_use: document.imports },
    ...{ export: document.exports, string: document.strings },
  };
  const address = lists[kind]?.[index]?.address;
  return address === NOWHERE ? undefined : address;
}

/** Of what a caller calls something, for a caller who asked for several. */
function quoted(text: string): string {
  return `"${tameText(text, LONGEST_SHOWN)}"`;
}

/** For a reference to what is there, and cannot be meant. */
export function notOfKind(field: string, message: string): DomainError {
  return new DomainError('INVALID_OPTION', `An option is wrong: ${field}.`, {
    details: [{ field, message }],
    remediation: 'Send a reference, such as fn:0x401000, fn:main, imp:connect.',
  });
}

function unknown(text: string, field: string, { document }: ProgramModel): DomainError {
  if (text.startsWith(OTHER)) return ofOther(field);
  const isGoingOn = document.metadata.stages.some(({ reason }) => reason === UNDER_WAY);
  const again = isGoingOn ? 'The analysis goes on: ask again when it is done. ' : '';
  return new DomainError('NOT_FOUND', 'Nothing that is listed of this result bears this reference.', {
    details: [{ field, message: `${quoted(text)} names nothing that is known` }],
    remediation: `${again}Send a reference as a report or a search shows it, such as fn:0x401000, fn:main, imp:connect.`,
  });
}

/** In a comparison it was of the other result. */
function ofOther(field: string): DomainError {
  return new DomainError('NOT_FOUND', 'This reference is of the result that was compared with.', {
    details: [{ field, message: `begins with ${OTHER}` }],
    remediation: `Send it without ${OTHER} to that result.`,
  });
}

function ambiguous(model: ProgramModel, found: readonly FactPlace[], text: string, field: string): DomainError {
  const prefixes = Object.keys(PREFIXES) as Prefix[];
  const shown = found.slice(0, MOST_CANDIDATES).map((each) => {
    const prefix = prefixes.find((one) => PREFIXES[one] === each.kind) ?? '';
    return `${prefix}:${addressOf(model, each) ?? `#${each.index}`}`;
  });
  return new DomainError(
    'INVALID_OPTION',
    `${found.length} of them bear the name ${quoted(text)}: ${shown.length} references are in the details.`,
    {
      details: shown.map((message) => ({ field, message })),
      remediation: 'Send the reference of the one that is meant.',
    },
  );
}
