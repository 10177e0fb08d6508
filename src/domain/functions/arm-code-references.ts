import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { CodeRanges } from '#domain/bytes/code-ranges';
import type { MemoryMap } from '#domain/bytes/memory-map';
import { ArmCalls } from './arm-calls';
import { ArmRelativePointers, CONSTANT_REACH } from './arm-relative-pointers';
import type { RawReach } from './start-table';

/** Bytes of code looked through, in the order of their addresses. */
const MAX_CODE = 32 << 20;
const PIECE = 1 << 20;

export interface CodeReferences {
  /** Each once; where among the functions they lead is not checked. */
  readonly called: readonly RawReach[];
  /** Into the code, whatever they are used for; odd ones to Thumb code. */
  readonly pointers: readonly bigint[];
}

/** What little-endian 32-bit ARM code says of where its functions begin. @param map from memory to file. @throws what the source throws. */
export async function armCodeReferences(source: ByteSource, code: CodeRanges, map: MemoryMap): Promise<CodeReferences> {
  const pointers = new ArmRelativePointers();
  const calls = new ArmCalls((target) => code.room(BigInt(target)) > 0n);
  let room = MAX_CODE;
  for (const { address, size } of code.ranges) {
    const place = map.locate(address);
    if (place === undefined) continue;
    const length = Math.min(Number(size), place.room, room);
    room -= length;
    for (let at = 0; at < length; at += PIECE) {
      const end = Math.min(PIECE, length - at);
      const bytes = await readWithin(source, place.offset + at, Math.min(end + CONSTANT_REACH, place.room - at));
      const view = new ByteView(bytes, true);
      pointers.look(view, end, Number(address) + at);
      calls.look(view, end, Number(address) + at, at === 0);
    }
  }
  return {
    called: [...calls.targets].map(([address, mode]) => ({ address: BigInt(address), by: 'call', mode })),
    pointers: [...pointers.targets].map(BigInt).filter((target) => code.room(target) > 0n),
  };
}
