import type { CallPaths } from './call-paths';
import type { RuleSubject, SubjectFunction } from './rule-subject';
import type { TextHit } from './text-scanner';

/** What looks a function up by its name. */
const RESOLVER = /^_*(?:GetProcAddress|LdrGetProcedureAddress(?:Ex)?|dlsym|dlvsym|NSLookupSymbolInImage)(?:@.*)?$/;
const API_NAME = /^[A-Za-z_]\w{2,63}$/;
const NO_HITS: readonly TextHit[] = [];

/** Names that functions look up at run time: they use what they name as others use their imports. */
export class ResolvedNames {
  private readonly resolvers = new Set<SubjectFunction>();
  private readonly hits = new Map<string, readonly TextHit[]>();

  /** `hitsOf` tells which features name an import. */
  constructor(
    { functions }: RuleSubject,
    paths: CallPaths,
    private readonly hitsOf: (importName: string) => readonly TextHit[],
  ) {
    const direct = functions.map(({ imports = [] }) => imports.some((name) => RESOLVER.test(name)));
    if (!direct.includes(true)) return;
    functions.forEach((each, place) => {
      const isOne = direct[place] === true || paths.callees(place).some((callee) => direct[callee]);
      if (isOne && (each.strings?.length ?? 0) > 0) this.resolvers.add(each);
    });
  }

  /** The names that a function looks up itself or by what it calls, each with the features that ask for it. */
  *of(each: SubjectFunction): Generator<readonly [name: string, hits: readonly TextHit[]]> {
    if (!this.resolvers.has(each)) return;
    for (const text of each.strings ?? []) {
      const hits = this.hitsFor(text);
      if (hits.length > 0) yield [text, hits];
    }
  }

  private hitsFor(text: string): readonly TextHit[] {
    if (!API_NAME.test(text)) return NO_HITS;
    const known = this.hits.get(text) ?? this.hitsOf(text);
    this.hits.set(text, known);
    return known;
  }
}
