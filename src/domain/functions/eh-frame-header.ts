import { DW_EH_PE, DwarfCursor } from './dwarf-cursor';
import type { Placed, TableReading } from './eh-frame';
import { MAX_ENTRIES } from './start-table';

export interface EhFrameHeader extends TableReading {
  /** Where .eh_frame is in memory. */
  readonly ehFrame?: bigint;
}

/** Reads .eh_frame_hdr: the sorted table of starts, without sizes, and the way to .eh_frame. Source: the LSB. */
export function readEhFrameHeader(placed: Placed): EhFrameHeader {
  const { view, bits } = placed;
  const [version, framePointer, countForm, tableForm] = [view.u8(0), view.u8(1), view.u8(2), view.u8(3)];
  if (version !== 1) return { entries: [], fault: `.eh_frame_hdr has version ${version}; only 1 exists.` };
  const cursor = new DwarfCursor(view, 4, bits);
  const ehFrame = readPointer(placed, cursor, framePointer);
  const found = ehFrame === undefined ? {} : { ehFrame };
  // Linkers that cannot sort the table leave it out.
  if (countForm === DW_EH_PE.omit || tableForm === DW_EH_PE.omit) return { entries: [], ...found };
  const count = cursor.stored(countForm);
  const entrySize = (cursor.sizeOf(tableForm) ?? 0) * 2;
  if (count === undefined || entrySize === 0) {
    return { entries: [], ...found, fault: 'The table of .eh_frame_hdr is stored in a form that does not exist.' };
  }
  if (count < 0n || Number(count) * entrySize > view.length - cursor.at) {
    return { entries: [], ...found, fault: `.eh_frame_hdr lists ${count.toString()} entries, more than it can hold.` };
  }
  return { ...found, ...readTable(placed, cursor, Math.min(Number(count), MAX_ENTRIES), tableForm) };
}

function readTable(placed: Placed, cursor: DwarfCursor, count: number, form: number): TableReading {
  const entries: { address: bigint }[] = [];
  let last = 0n;
  for (let index = 0; index < count; index++) {
    const address = readPointer(placed, cursor, form);
    cursor.stored(form);
    if (address === undefined || address < last) {
      return { entries: [], fault: `The table of .eh_frame_hdr is not sorted at entry ${index}.` };
    }
    last = address;
    entries.push({ address });
  }
  return { entries };
}

/** In this section, what is relative to data is relative to the section's own start. */
function readPointer({ address, bits }: Placed, cursor: DwarfCursor, encoding: number): bigint | undefined {
  const origin = originOf(encoding, address, cursor.at);
  const stored = cursor.stored(encoding);
  if (origin === undefined || stored === undefined) return undefined;
  return BigInt.asUintN(bits, origin + stored);
}

function originOf(encoding: number, address: bigint, at: number): bigint | undefined {
  switch (encoding & 0xf0) {
    case DW_EH_PE.absptr:
      return 0n;
    case DW_EH_PE.pcrel:
      return address + BigInt(at);
    case DW_EH_PE.datarel:
      return address;
    default:
      return undefined;
  }
}
