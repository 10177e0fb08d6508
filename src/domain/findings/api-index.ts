import type { Evidence } from '#domain/document/security-findings';
import { spellings } from '#domain/imports/find-import';
import type { CallPaths } from './call-paths';
import type { RuleSubject, SubjectImport } from './rule-subject';

/** A function that uses an import; the one nearest to an entry point is shown. */
interface User {
  readonly place: number;
  readonly depth: number | undefined;
}

/** Every spelling under which a rule may name it. */
export function apiNames(name: string): ReadonlySet<string> {
  return new Set(name.length > 256 ? [] : spellings(name));
}

/** Imports by name, with who uses them. */
export class ApiIndex {
  private readonly users = new Map<string, User>();

  constructor(
    private readonly subject: RuleSubject,
    private readonly paths: CallPaths,
  ) {
    subject.functions.forEach((each, place) => {
      if (each.imports === undefined) return;
      const depth = paths.depth(place);
      for (const name of each.imports) {
        const known = this.users.get(name);
        if (known === undefined || isNearer(depth, known.depth)) this.users.set(name, { place, depth });
      }
    });
  }

  evidence({ name, address }: Pick<SubjectImport, 'name' | 'address'>): Evidence {
    const user = this.users.get(name);
    return {
      kind: 'api',
      value: name,
      ...(address !== undefined && { address }),
      ...(user !== undefined && this.place(user.place)),
    };
  }

  /** The function as evidence shows it, with its path. */
  place(place: number): Pick<Evidence, 'function' | 'path'> {
    const path = this.paths.path(place);
    return { function: this.subject.functions[place]?.name ?? '', ...(path !== undefined && { path }) };
  }
}

function isNearer(depth: number | undefined, than: number | undefined): boolean {
  return depth !== undefined && (than === undefined || depth < than);
}
