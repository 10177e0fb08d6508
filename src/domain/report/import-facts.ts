import type { Import } from '#domain/document/symbols';
import type { Address } from '#domain/shared/address';
import type { FactSource, FactText } from './fact';
import { BASE, IMPORT, SENSITIVITY, UNREACHED } from './fact-scores';
import { functionName } from './function-facts';
import type { ProgramModel } from './program-model';
import { fullName } from './program-model';
import type { SampleText } from './sample-text';

const USERS_SHOWN = 10;

/** Imports with the functions that use them, those nearest to where the program starts first. */
export function importFacts(model: ProgramModel, sample: SampleText): FactSource {
  const { imports } = model.document;
  return {
    kind: 'import_use',
    count: imports.length,
    score: (index) => scoreOf(imports[index], model),
    hasTag: (index, tag) => imports[index]?.category === tag,
    ref: (index) => importReference(imports[index], index, model, sample),
    text: (index) => textOf(imports[index], model, sample),
  };
}

/** `imp:NAME`, `imp:LIBRARY.NAME`; its address where the name is no fit one or others bear it; its place where it has none. */
export function importReference(
  each: Import | undefined,
  index: number,
  model: ProgramModel,
  sample: SampleText,
): string {
  if (each === undefined) return '';
  const { address } = each;
  const full = fullName(each);
  const isOwn = model.importsNamed().get(full) === 1;
  if (isOwn && sample.isReferable(full)) return `imp:${full}`;
  return address === undefined ? `imp:#${index}` : `imp:${address}`;
}

function scoreOf(each: Import | undefined, model: ProgramModel): number {
  if (each === undefined) return 0;
  const { category, used_by: users = [], used_by_total: total = users.length } = each;
  const nearest = users.reduce((least, user) => Math.min(least, distanceOf(user, model)), UNREACHED);
  return (
    BASE.import_use +
    IMPORT.perSensitivity * SENSITIVITY[category] +
    IMPORT.perUser * Math.min(total, IMPORT.mostUsers) +
    IMPORT.perDistance * nearest
  );
}

function textOf(each: Import | undefined, model: ProgramModel, sample: SampleText): FactText {
  if (each === undefined) return { text: '', origin: 'sample' };
  const { name, library, category, used_by_total: total } = each;
  const from = library === undefined ? '' : ` of ${sample.name(library)}`;
  return {
    text: `${sample.name(name)}${from}, ${category}, ${usersText(each.used_by, total, model, sample)}`,
    origin: 'sample',
  };
}

/** Who uses it: `used by main, fcn.00401000, +3`. */
export function usersText(
  users: readonly Address[] | undefined,
  total: number | undefined,
  model: ProgramModel,
  sample: SampleText,
  most = USERS_SHOWN,
): string {
  if (total === undefined) return 'users not known';
  if (users === undefined || users.length === 0) return total === 0 ? 'no known user' : `used by ${total} functions`;
  const nearest = [...users].sort((one, other) => distanceOf(one, model) - distanceOf(other, model));
  const names = nearest.slice(0, most).map((user) => functionName(user, model, sample));
  return `used by ${names.join(', ')}${total > names.length ? `, +${total - names.length}` : ''}`;
}

function distanceOf(user: Address, model: ProgramModel): number {
  const place = model.functionAt.get(user);
  return (place === undefined ? undefined : model.distance(place)) ?? UNREACHED;
}
