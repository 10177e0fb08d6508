import { CodeRanges } from '#domain/bytes/code-ranges';
import { ET, PF, PT, SHF, SHN, STB, STT } from '#domain/executables/elf/elf-constants';
import type { ElfImage } from '#domain/executables/elf/elf-image';
import type { ElfSymbol } from '#domain/executables/elf/elf-symbols';

/** What linkers define in or behind code without saying what it is, and marks of where code and data change (`$a`, `$x.0`). */
const NO_FUNCTION =
  /^(?:\$|\.L|_?_?(?:end|etext|edata|fini_end|init_end|executable_start|ehdr_start|ftext|bss_start|data_start|dso_handle)_?_?$|_?_(?:start|stop)_|__(?:pre)?(?:init|fini)_array_|_(?:GLOBAL_OFFSET_TABLE|PROCEDURE_LINKAGE_TABLE|DYNAMIC|SDA2?_BASE|gp)_?$|__(?:x86\.get_pc_thunk\.end|EH_FRAME|FRAME_END|exidx_|extab_|rel[a]?_iplt_|TMC_END|gnu_local_gp|global_pointer))/;

/**
 * Whether a symbol names a function: it says so, or, as what was written in assembler does, it says nothing, can be linked to and lies
 * in code. A name that begins where the code ends is none.
 */
export function functionTest(image: ElfImage): (symbol: ElfSymbol) => boolean {
  const loaded = loadedCode(image);
  return (symbol) => {
    const { section, type } = symbol;
    if (section === SHN.undefined) return false;
    if (type === STT.function || type === STT.indirect) return true;
    return (
      type === STT.none &&
      symbol.binding !== STB.local &&
      !NO_FUNCTION.test(symbol.name) &&
      isInCode(image, loaded, symbol)
    );
  };
}

function loadedCode({ segments }: ElfImage): CodeRanges {
  const code = segments.filter(({ type, flags }) => type === PT.load && (flags & PF.execute) !== 0);
  return new CodeRanges(code.map(({ address, memorySize }) => ({ address, size: memorySize })));
}

/** By the section that it says, by the segment where there are no sections. */
function isInCode({ sections, fields }: ElfImage, loaded: CodeRanges, { section, value }: ElfSymbol): boolean {
  if (section >= SHN.firstReserved) return false;
  const home = sections[section];
  if (home !== undefined) {
    const start = fields.type === ET.relocatable ? 0n : home.address;
    return (home.flags & SHF.execute) !== 0 && value >= start && value < start + BigInt(home.size);
  }
  return loaded.room(value) > 0n;
}
