import { FUNCTION_TYPES } from '#domain/document/functions';
import { STRING_TYPES } from '#domain/document/string-types';
import { EXPORT_TYPES } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import { parseAddress } from '#domain/shared/address';
import { isMadeUpName } from '#domain/shared/made-up-name';
import type { FactKind, FactSource } from './fact';
import { FACT_KINDS } from './fact';
import type { Marks } from './import-users';
import { importsMeant, namesOf, placesWhere, usersOfImports } from './import-users';
import type { ProgramModel } from './program-model';
import { callersOf } from './rank-columns';
import { factsNamed, resolve } from './resolve-fact';
import type { Measure, Sought, Term } from './search-query';
import { oneOf } from './search-query';
import { searchTexts } from './search-texts';

/** What a term means in one program. */
export interface Condition {
  /** The kinds that it says anything of. */
  readonly kinds: readonly FactKind[];
  holds(source: FactSource, index: number): boolean;
  /** The dearer, the later it is tried. */
  readonly cost: number;
  /** It asks what has to do with what: functions are the answer, all else is more. */
  readonly isRelation?: boolean;
  /** What lines of functions show for it: names of imports, addresses of strings, a measure. */
  readonly imports?: (name: string) => boolean;
  readonly strings?: ReadonlySet<Address>;
  readonly measure?: Measure;
  /** Where the text that was asked for begins in a content. */
  readonly found?: (content: string) => number;
  /** Why it holds of nothing. */
  readonly note?: string;
}

const TAGGED = ['function', 'import_use', 'string', 'finding', 'capability'] as const;
const TYPES = {
  function: FUNCTION_TYPES,
  string: STRING_TYPES,
  export: EXPORT_TYPES,
} as const;
const ALL_TYPES = [...new Set([...TYPES.string, ...TYPES.function, ...TYPES.export])];

/** @throws DomainError `INVALID_OPTION`, `NOT_FOUND` for what names no function. */
export function conditionOf(term: Term, model: ProgramModel): Condition {
  switch (term.by) {
    case 'text':
      return textCondition(term.sought, model);
    case 'tag':
      return {
        ...{ kinds: TAGGED, cost: 0, isRelation: true },
        holds: (source, index) => source.hasTag(index, term.tag) && !isStub(source, index, model),
        imports: (name) => model.categoryOf(name) === term.tag,
      };
    case 'uses':
      return usesCondition(importsSought(term.sought, model), model);
    case 'refs':
      return refsCondition(term.sought, model);
    case 'calls':
      return callsCondition(term.reference, model);
    case 'calledby':
      return calledByCondition(term.reference, model);
    case 'lib':
      return libraryCondition(term.sought, model);
    case 'type':
      return typeCondition(term.type, model);
    case 'measure':
      return measureCondition(term, model);
    case 'named':
      return ofFunctions(({ name }) => isMadeUpName(name) !== term.isNamed, model);
  }
}

function textCondition(sought: Sought, model: ProgramModel): Condition {
  const address = sought.isPattern ? undefined : parseAddress(sought.text);
  return {
    kinds: FACT_KINDS,
    cost: sought.isPattern ? 2 : 1,
    ...(!sought.isPattern && { found: placeIn(sought.text) }),
    holds: (source, index) => {
      const { texts, address: own } = searchTexts(source, index, model.document);
      return (
        (address !== undefined && own === address) || texts.some((text) => text !== undefined && sought.isIn(text))
      );
    },
  };
}

/** As a term without a pattern is found: in any case of letters. */
function placeIn(text: string): (content: string) => number {
  const part = text.toLowerCase();
  return (content) => content.toLowerCase().indexOf(part);
}

/** Where an import is jumped to: not a function that uses it. */
function isStub({ kind }: FactSource, index: number, { document }: ProgramModel): boolean {
  if (kind !== 'function') return false;
  const type = document.functions[index]?.type;
  return type === 'thunk' || type === 'import';
}

function importsSought(sought: Sought, model: ProgramModel): readonly number[] {
  if (sought.isPattern) return placesWhere(model.document.imports, ({ name }) => sought.isIn(name));
  return importsMeant(model, sought.text);
}

function usesCondition(places: readonly number[], model: ProgramModel): Condition {
  const names = namesOf(model.document.imports, places);
  return {
    ...marked(usersOfImports(model, places)),
    imports: (name) => names.has(name),
    ...(places.length === 0 && { note: 'No import that is listed bears the name after uses:.' }),
  };
}

function refsCondition(sought: Sought, model: ProgramModel): Condition {
  const { functions, strings } = model.document;
  const places = stringsMeant(sought, model);
  const addresses = new Set(places.map((place) => strings[place]?.address ?? ('' as Address)));
  const marks = Uint8Array.from(functions, ({ strings: used = [] }) =>
    Number(used.some(({ address }) => addresses.has(address))),
  );
  for (const place of places)
    for (const user of strings[place]?.used_by ?? []) {
      const at = model.functionAt.get(user);
      if (at !== undefined) marks[at] = 1;
    }
  return {
    ...marked(marks),
    strings: addresses,
    ...(places.length === 0 && { note: 'No string that is listed has the text after refs:.' }),
  };
}

function stringsMeant(sought: Sought, model: ProgramModel): readonly number[] {
  const reference = parseAddress(sought.text) === undefined ? sought.text : `str:${sought.text}`;
  if (!sought.isPattern && /^str:(?:0x|#)/i.test(reference))
    return factsNamed(model, reference).map(({ index }) => index);
  return placesWhere(model.document.strings, ({ content }) => sought.isIn(content));
}

function callsCondition(reference: string, model: ProgramModel): Condition {
  const found = resolve(model, reference, 'q');
  const imports = found.filter(({ kind }) => kind === 'import_use').map(({ index }) => index);
  const callees = found.filter(({ kind }) => kind === 'function').map(({ index }) => index);
  if (callees.length === 0 && imports.length > 0) return usesCondition(imports, model);
  const marks = new Uint8Array(model.document.functions.length);
  for (const callee of callees) for (const caller of model.calls().callers(callee)) marks[caller] = 1;
  return {
    ...marked(marks),
    ...(callees.length === 0 && { note: 'What follows calls: is neither a function nor an import.' }),
  };
}

function calledByCondition(reference: string, model: ProgramModel): Condition {
  const { functions, imports } = model.document;
  const callers = resolve(model, reference, 'q').filter(({ kind }) => kind === 'function');
  const marks = new Uint8Array(functions.length);
  for (const { index } of callers) for (const callee of model.calls().callees(index)) marks[callee] = 1;
  const names = new Set(callers.flatMap(({ index }) => functions[index]?.imports ?? []));
  return {
    ...{ kinds: ['function', 'import_use'], cost: 0, isRelation: true },
    holds: ({ kind }, index) =>
      kind === 'function'
        ? marks[index] === 1 && functions[index]?.type !== 'import'
        : names.has(imports[index]?.name ?? ''),
    ...(callers.length === 0 && { note: 'What follows calledby: is no function.' }),
  };
}

function libraryCondition(sought: Sought, model: ProgramModel): Condition {
  const { imports } = model.document;
  const places = placesWhere(imports, ({ library }) => library !== undefined && sought.isIn(library));
  const users = usersOfImports(model, places);
  const meant = new Set(places);
  const names = namesOf(imports, places);
  return {
    ...{ kinds: ['function', 'import_use'], cost: 0, isRelation: true },
    holds: ({ kind }, index) => (kind === 'function' ? users[index] === 1 : meant.has(index)),
    imports: (name) => names.has(name),
    ...(places.length === 0 && {
      note: imports.some(({ library }) => library !== undefined)
        ? 'No import is of a library with the name after lib:.'
        : 'This file does not say which library an import is of.',
    }),
  };
}

function typeCondition(text: string, { document }: ProgramModel): Condition {
  const type = oneOf(ALL_TYPES, text, 'type:');
  const typesOf = (kind: FactKind): readonly string[] => (kind in TYPES ? TYPES[kind as keyof typeof TYPES] : []);
  const lists: Partial<Record<FactKind, readonly { readonly type: string }[]>> = {
    ...{ function: document.functions, string: document.strings, export: document.exports },
  };
  return {
    ...{ kinds: FACT_KINDS.filter((kind) => typesOf(kind).includes(type)), cost: 0 },
    holds: ({ kind }, index) => lists[kind]?.[index]?.type === type,
  };
}

function measureCondition({ measure, fits }: Term & { readonly by: 'measure' }, model: ProgramModel): Condition {
  const condition = ofFunctions((each) => {
    const value = measure === 'cc' ? each.complexity_score : measure === 'size' ? each.size : callersOf(each);
    return value !== undefined && fits(value);
  }, model);
  return { ...condition, measure };
}

function ofFunctions(
  isMeant: (each: ProgramModel['document']['functions'][number]) => boolean,
  { document }: ProgramModel,
): Condition {
  return {
    ...{ kinds: ['function'], cost: 0 },
    holds: (_source, index) => {
      const each = document.functions[index];
      return each !== undefined && isMeant(each);
    },
  };
}

function marked(marks: Marks): Condition {
  return { kinds: ['function'], cost: 0, isRelation: true, holds: (_source, index) => marks[index] === 1 };
}
