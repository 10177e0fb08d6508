import type { FileFacts } from '#domain/document/file-facts';
import type { Hardening } from '#domain/document/hardening';
import type { Import } from '#domain/document/symbols';

/** Parts of a document that can be held against each other. */
export interface Account {
  readonly file: FileFacts;
  readonly hardening: Hardening;
  /** All that there are. */
  readonly imports: readonly Import[];
  readonly libraries: readonly string[];
}

const GUARDS = /^_{2,3}(?:stack_chk_(?:fail|guard)|stack_smash_handler|ssp_fail)$/;
const CHECKED = /^_{2,3}(?!stack_)[a-z]\w*_chk$/;

/** Where it says one thing and its opposite; whatever the file is, there must be none. */
export function contradictionsOf({ file, hardening, imports, libraries }: Account): readonly string[] {
  const guard = imports.find(({ name }) => GUARDS.test(name))?.name;
  const checked = imports.find(({ name }) => CHECKED.test(name))?.name;
  const isLinked = file.kind !== 'relocatable' && file.kind !== 'core';
  const canBeFortified = isLinked && file.format !== 'pe';
  const { canary, fortify } = hardening;
  const { interpreter } = file;
  const listed = new Set(libraries.map((name) => name.toLowerCase()));
  const unlisted = imports.find(({ library }) => library !== undefined && !listed.has(library.toLowerCase()));
  // Of Mach-O files who loads them is no fact of the document.
  const isAlone =
    libraries.length === 0 && imports.length === 0 && interpreter === undefined && file.format !== 'macho';
  return [
    ...when(isLinked && guard !== undefined && canary !== true, `imports ${guard}, canary ${canary}`),
    ...when(canBeFortified && checked !== undefined && fortify !== true, `imports ${checked}, fortify ${fortify}`),
    ...when(fortify === true && checked === undefined, 'fortify true, imports no checked function'),
    ...when(file.static && libraries.length > 0, `static, needs ${libraries[0]}`),
    ...when(file.static && interpreter !== undefined, `static, interpreter ${interpreter}`),
    ...when(unlisted !== undefined, `imports of ${unlisted?.library}, which it does not need`),
    ...when(isLinked && !file.static && isAlone, 'not static, asks nobody for anything'),
    ...when(file.static && !isLinked, `static, kind ${file.kind}`),
  ];
}

function when(isSo: boolean, words: string): readonly string[] {
  return isSo ? [words] : [];
}
