import type { FunctionInfo } from '#domain/document/functions';
import { isMadeUpName } from '#domain/shared/made-up-name';
import type { ProgramModel } from './program-model';

const MOST = 4;
/** Instructions of a function that does little beside its one call. */
const WRAPPER_INSTRUCTIONS = 24;
const ASSERTIONS = /^_*assert(?:_fail|_rtn|_perror)?$|^_wassert$|^__assert2$/;
const IDENTIFIER = /^[a-z_][a-z0-9_]{3,63}$/i;
const SOURCE_PATH = /(?:^|[\\/])([\w.+-]{1,64})\.(?:c|cc|cpp|cxx|m|mm|rs|go|swift|pas)$/;

/** A name that something in the file speaks for. It is told, never used in place of the name. */
export interface SuggestedName {
  readonly name: string;
  /** `assert`: its assertions name it; `wrapper`: it does little but call one import; `path_string`: it uses the path of a source file. */
  readonly by: 'assert' | 'wrapper' | 'path_string';
  /** What shows it: the reference of a string, or the name of an import. */
  readonly evidence: string;
}

/** Of a function without a name of its own; none where nothing speaks for one. */
export function suggestedNames(each: FunctionInfo, model: ProgramModel): readonly SuggestedName[] {
  if (!isMadeUpName(each.name)) return [];
  return [...byAssertion(each), ...byWrapping(each, model), ...bySource(each)].slice(0, MOST);
}

function byAssertion({ imports = [], strings = [] }: FunctionInfo): readonly SuggestedName[] {
  if (!imports.some((name) => ASSERTIONS.test(name))) return [];
  return strings
    .filter(({ content }) => IDENTIFIER.test(content))
    .map(({ content, address }) => ({ name: content, by: 'assert', evidence: `str:${address}` }) as const);
}

function byWrapping(each: FunctionInfo, model: ProgramModel): readonly SuggestedName[] {
  const { imports = [], calls_to: calls = [], instructions = Infinity } = each;
  const [only] = imports;
  const others = calls.filter(
    ({ address }) => model.import(address) === undefined && model.function(address) !== undefined,
  );
  const isWrapper =
    imports.length === 1 && calls.length <= 2 && others.length === 0 && instructions <= WRAPPER_INSTRUCTIONS;
  return only === undefined || !isWrapper ? [] : [{ name: `${only}_wrapper`, by: 'wrapper', evidence: `imp:${only}` }];
}

function bySource({ strings = [] }: FunctionInfo): readonly SuggestedName[] {
  return strings.flatMap(({ content, address }) => {
    const name = SOURCE_PATH.exec(content)?.[1];
    return name === undefined ? [] : [{ name: `in_${name}`, by: 'path_string', evidence: `str:${address}` } as const];
  });
}
