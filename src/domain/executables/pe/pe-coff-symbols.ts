import { nameOf } from '#domain/bytes/name-table';
import { readTable } from '#domain/bytes/read-table';
import { address } from '#domain/shared/address';
import type { NamedSymbol } from '#domain/shared/named-symbol';
import { readCoffStrings } from './coff-names';
import { isCode } from './pe-code';
import { COFF_SYMBOL_SIZE } from './pe-constants';
import type { PeFile } from './pe-file';
import { virtualAddress } from './pe-header';

/** The upper part of a symbol's type: DTYPE_FUNCTION. */
const [DERIVED, FUNCTION] = [0x30, 0x20];
/** IMAGE_SYM_CLASS_…, those whose symbols can be functions; others are labels, blocks, sections and files. */
const CLASS = { external: 2, static: 3, weakExternal: 105 } as const;
const CLASSES: readonly number[] = Object.values(CLASS);
/** Of compilers, for places within a function; of sections. */
const LABEL = /^(?:\.|\$|L\d|\?\?_C@)/;
/** What linkers and compilers put beside code: lists of constructors, the ends of a section, those of OCaml's code of a file. */
const NO_FUNCTION =
  /^_*(?:(?:CTOR|DTOR)_LIST|RUNTIME_PSEUDO_RELOC_LIST(?:_END)?|e?text)_*$|(?:\.|__)code_(?:begin|end)$/;

/**
 * The functions among what linkers leave in an image that is not stripped: a name in an executable section is one unless its type
 * or class says otherwise. Many compilers write no types. Those that are typed come first. Source: Microsoft's PE format reference.
 * @throws what the source throws.
 */
export async function readCoffSymbols({ source, image }: PeFile): Promise<readonly NamedSymbol[]> {
  const { symbolTable: offset, symbolCount: count } = image.fields;
  if (offset === 0) return [];
  const longNames = await readCoffStrings(source, image.fields);
  const untyped: NamedSymbol[] = [];
  let auxiliary = 0;
  const typed = await readTable(source, { offset, entrySize: COFF_SYMBOL_SIZE, count }, true, (view, at) => {
    if (auxiliary > 0) {
      auxiliary--;
      return undefined;
    }
    auxiliary = view.u8(at + 17);
    const [type, storageClass] = [view.u16(at + 14), view.u8(at + 16)];
    const home = image.sections[view.u16(at + 12) - 1];
    const isTyped = (type & DERIVED) === FUNCTION;
    if (home === undefined || !(isTyped || (type === 0 && isCode(home) && CLASSES.includes(storageClass))))
      return undefined;
    const isLong = view.u32(at) === 0;
    const name = isLong ? longNames.at(view.u32(at + 4)) : nameOf(view.bytes.subarray(at, at + 8));
    const place = address(virtualAddress(image.fields, home.rva + view.u32(at + 8)));
    const symbol = { name, address: place, size: 0, isFunction: true, isImported: false };
    if (name === '') return undefined;
    if (isTyped) return symbol;
    // A static symbol that has more to say is that of a section.
    const isSection = storageClass === CLASS.static && auxiliary > 0;
    if (!isSection && !LABEL.test(name) && !NO_FUNCTION.test(name)) untyped.push(symbol);
    return undefined;
  });
  return [...typed, ...untyped];
}
