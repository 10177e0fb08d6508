import { DT, EM } from './elf-constants';
import type { ElfDynamic } from './elf-dynamic';
import type { ElfFile } from './elf-file';
import { readGnuHash } from './elf-gnu-hash';
import { eachRelocation, relocationTables } from './elf-relocations';

/** Tables that stand beside that of the symbols: it ends where the next of them begins. */
const NEIGHBOURS = [DT.hash, DT.gnuHash, DT.strtab, DT.versym, DT.verneed, DT.verdef, DT.rela, DT.rel, DT.jmpRel];

/**
 * How many symbols the loader's table has, which nothing says for certain. The loader comes upon those that its hash table leads to
 * and those that relocations name: these count. Numbers that it does not go by count as far as the next table.
 *
 * @param entrySize Bytes of a symbol. @throws what the source throws.
 */
export async function countDynamicSymbols(file: ElfFile, dynamic: ElfDynamic, entrySize: number): Promise<number> {
  const gnu = await readGnuHash(file, dynamic.values.get(DT.gnuHash));
  const said = [gnu?.first, await countOfHash(file, dynamic), countOfMips(file, dynamic)];
  const room = Math.floor(roomOfSymbols(file, dynamic) / entrySize);
  const known = said.filter((each) => each !== undefined);
  const likely = known.length === 0 ? room : Math.min(Math.max(...known), room);
  return Math.max(likely, gnu?.end ?? 0, (await lastNamed(file, dynamic)) + 1);
}

/** Of DT_HASH, the number of its chains, which is that of the symbols. Alpha and 64-bit S/390 write it in words of their own. */
async function countOfHash(file: ElfFile, { values }: ElfDynamic): Promise<number | undefined> {
  const address = values.get(DT.hash);
  if (address === undefined) return undefined;
  const { machine } = file.image.fields;
  const isWide = machine === EM.alpha || (machine === EM.s390 && file.isWide);
  const view = await file.at(address, isWide ? 16 : 8);
  if (view.length === 0) return undefined;
  return isWide ? view.size64(8) : view.u32(4);
}

/** Other processors have other uses for the tag. */
function countOfMips({ image }: ElfFile, { values }: ElfDynamic): number | undefined {
  const count = image.fields.machine === EM.mips ? values.get(DT.mipsSymbolCount) : undefined;
  return count === undefined ? undefined : Number(count);
}

/** Bytes from the table's start to the next table, or to the segment's end. */
function roomOfSymbols(file: ElfFile, { values }: ElfDynamic): number {
  const start = values.get(DT.symtab) ?? 0n;
  const distances = NEIGHBOURS.map((tag) => Number((values.get(tag) ?? start) - start));
  return Math.min(file.locate(start)?.room ?? 0, ...distances.filter((distance) => distance > 0));
}

async function lastNamed(file: ElfFile, dynamic: ElfDynamic): Promise<number> {
  let last = 0;
  await eachRelocation(file, relocationTables(file, dynamic), ({ symbol }) => {
    if (symbol > last) last = symbol;
  });
  return last;
}
