import type { Placed, TableReading } from './eh-frame';
import type { RawStart } from './start-table';
import { MAX_ENTRIES } from './start-table';

const ENTRY = 8;
/** Of an entry's first word; set in what is none. */
const TOP_BIT = 0x8000_0000;

/**
 * The starts in .ARM.exidx: sorted, without sizes, because the linker joins neighbours that are unwound alike. An odd address
 * marks Thumb code. Source: the exception handling ABI for the Arm architecture.
 */
export function readArmExidx({ view, address }: Placed): TableReading {
  const entries: RawStart[] = [];
  let last = 0n;
  for (let at = 0; view.covers(at, ENTRY) && entries.length < MAX_ENTRIES; at += ENTRY) {
    const word = view.u32(at);
    if ((word & TOP_BIT) !== 0) return { entries: [], fault: `Entry ${at / ENTRY} of .ARM.exidx is damaged.` };
    const start = BigInt.asUintN(32, address + BigInt(at) + BigInt.asIntN(31, BigInt(word))) & ~1n;
    if (start < last) return { entries: [], fault: `.ARM.exidx is not sorted at entry ${at / ENTRY}.` };
    last = start;
    entries.push({ address: start });
  }
  return { entries };
}
