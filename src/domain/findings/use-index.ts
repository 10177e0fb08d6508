import type { Evidence } from '#domain/document/security-findings';
import type { UseSite } from '#domain/document/use-site';
import { spellings } from '#domain/imports/find-import';
import type { CallPaths } from './call-paths';
import type { RuleSubject, SubjectFunction, SubjectImport, SubjectString } from './rule-subject';

/** A function that uses something, and how far it is from where the program starts. */
interface User {
  readonly place: number;
  readonly depth: number | undefined;
  readonly isThunk: boolean;
}

/** Every spelling under which a rule may name it. */
export function apiNames(name: string): ReadonlySet<string> {
  return new Set(name.length > 256 ? [] : spellings(name));
}

/** Evidence of imports and strings, at the place where the code uses them: of several users the one nearest to an entry point. */
export class UseIndex {
  private readonly ofImports: ReadonlyMap<string, User>;
  private readonly ofStrings: ReadonlyMap<string, User>;

  constructor(
    private readonly subject: RuleSubject,
    private readonly paths: CallPaths,
  ) {
    this.ofImports = this.usersOf(({ imports }) => imports);
    this.ofStrings = this.usersOf(({ strings }) => strings);
  }

  isUsed({ content }: Pick<SubjectString, 'content'>): boolean {
    return this.ofStrings.has(content);
  }

  /** Where nothing is known to use it, its stub or slot. */
  ofImport({ name, address }: Pick<SubjectImport, 'name' | 'address'>): Evidence {
    const user = this.ofImports.get(name);
    if (user !== undefined) return this.ofImportIn(user.place, name);
    return { kind: 'api', value: name, ...(address !== undefined && { address, address_of: 'import' }) };
  }

  /** Where nothing is known to use it, the text. */
  ofString({ content, address }: Pick<SubjectString, 'content' | 'address'>): Evidence {
    const user = this.ofStrings.get(content);
    if (user !== undefined) return this.ofStringIn(user.place, content);
    return { kind: 'string', value: content, address, address_of: 'string' };
  }

  /** @param place of a function that uses it */
  ofImportIn(place: number, name: string): Evidence {
    return { kind: 'api', value: name, ...this.use(place, this.subject.functions[place]?.importSites?.get(name)) };
  }

  ofStringIn(place: number, content: string): Evidence {
    return { kind: 'string', value: content, ...this.use(place, this.stringSite(place, content)) };
  }

  /** Of a name that the function looks up at run time. */
  ofLookUpIn(place: number, name: string): Evidence {
    return { kind: 'api', value: name, ...this.use(place, this.stringSite(place, name)) };
  }

  private stringSite(place: number, content: string): UseSite | undefined {
    const { strings = [], stringSites } = this.subject.functions[place] ?? {};
    return stringSites?.[strings.indexOf(content)];
  }

  private use(place: number, site: UseSite | undefined): Omit<Evidence, 'kind' | 'value'> {
    const user = this.subject.functions[place];
    if (user === undefined) return {};
    const path = this.paths.path(place);
    return {
      address: site?.address ?? user.address,
      address_of: site?.kind ?? 'function',
      function: user.name,
      ...(path !== undefined && { path }),
    };
  }

  private usersOf(used: (by: SubjectFunction) => readonly string[] | undefined): ReadonlyMap<string, User> {
    const users = new Map<string, User>();
    this.subject.functions.forEach((each, place) => {
      const user = { place, depth: this.paths.depth(place), isThunk: each.type === 'thunk' };
      for (const name of used(each) ?? []) {
        const known = users.get(name);
        if (known === undefined || isBetter(user, known)) users.set(name, user);
      }
    });
    return users;
  }
}

/** A thunk only hands on, and whoever calls it uses the import as well. */
function isBetter(one: User, than: User): boolean {
  if (one.isThunk !== than.isThunk) return than.isThunk;
  return one.depth !== undefined && (than.depth === undefined || one.depth < than.depth);
}
