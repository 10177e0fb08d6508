import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { NAME_LIMIT, nameOf } from '#domain/bytes/name-table';
import type { BoundImports } from './bound-imports';
import { LOOKUP } from './bound-imports';
import { LinkeditCursor } from './linkedit-cursor';
import { LC } from './macho-constants';
import type { MachoFile } from './macho-file';

/** Bytes of opcodes that are read of one table: those of the largest programs have a tenth. */
export const MAX_OPCODES = 16 << 20;
/** Opcodes between two reads, which let others run. */
const PER_TURN = 65_536;

/** BIND_OPCODE_…, in the upper four bits; the lower ones are its immediate. Source: mach-o/loader.h. */
const OP = {
  done: 0x00,
  ordinalImmediate: 0x10,
  ordinalUleb: 0x20,
  ordinalSpecial: 0x30,
  symbol: 0x40,
  type: 0x50,
  addend: 0x60,
  segmentAndOffset: 0x70,
  addAddress: 0x80,
  bind: 0x90,
  bindAndAdd: 0xa0,
  bindAndAddScaled: 0xb0,
  bindTimes: 0xc0,
  threaded: 0xd0,
} as const;
/** BIND_SYMBOL_FLAGS_…; the second marks an own definition that other images' weak ones give way to. */
const FLAG = { weakImport: 0x1, nonWeakDefinition: 0x8 } as const;

/** In LC_DYLD_INFO, where offset and size of each stand. */
const PLACES = { bind: 16, weak_bind: 24, lazy_bind: 32 } as const;
type BindTable = keyof typeof PLACES;
const TABLES: readonly BindTable[] = ['bind', 'lazy_bind', 'weak_bind'];

/** @returns whether all of them was read. @throws what the source throws. */
export async function readBindings(file: MachoFile, imports: BoundImports): Promise<boolean> {
  const { source, image } = file;
  const command = image.commands.find(({ type }) => type === LC.dyldInfoOnly || type === LC.dyldInfo)?.view;
  if (command === undefined) return true;
  let isWhole = true;
  for (const table of TABLES) {
    const [offset, size] = [command.u32(PLACES[table]), command.u32(PLACES[table] + 4)];
    const bytes = await readWithin(source, offset, Math.min(size, MAX_OPCODES));
    isWhole &&= bytes.length === size;
    const program = new BindProgram(file, table, new ByteView(bytes, true), imports);
    while (program.run(PER_TURN)) await readWithin(source, 0, 1);
  }
  return isWhole;
}

/**
 * What the opcodes of one table bind. Only the first place of each import counts, so that an opcode that binds 2^32 places is done
 * with in one step; the work is as much as there are bytes.
 */
class BindProgram {
  private readonly cursor: LinkeditCursor;
  private readonly pointerSize: bigint;
  private address: bigint | undefined;
  private name = '';
  private flags = 0;
  private ordinal: number;
  /** What was bound last, with its first place: once more adds nothing. */
  private isKnown = false;
  /** Binds then fill a table that pointers in the data count in. */
  private isThreaded = false;

  constructor(
    private readonly file: MachoFile,
    private readonly table: BindTable,
    view: ByteView,
    private readonly imports: BoundImports,
  ) {
    this.cursor = new LinkeditCursor(view);
    this.pointerSize = BigInt(file.image.fields.bits / 8);
    this.ordinal = table === 'weak_bind' ? LOOKUP.weak : LOOKUP.self;
  }

  /** @returns whether there is more. */
  run(steps: number): boolean {
    for (let step = 0; step < steps; step++) {
      if (this.cursor.isAtEnd) return false;
      const byte = this.cursor.u8();
      const isOver = (byte & 0xf0) === OP.done && this.table !== 'lazy_bind';
      if (isOver || !this.execute(byte & 0xf0, byte & 0x0f)) return false;
    }
    return true;
  }

  /** @returns `false` for an opcode that does not exist. */
  private execute(opcode: number, immediate: number): boolean {
    const { cursor } = this;
    switch (opcode) {
      // Between lazy ones, each of which the loader begins by itself.
      case OP.done:
      case OP.type:
        return true;
      case OP.symbol:
        this.flags = immediate;
        this.name = nameOf(cursor.bytes().subarray(0, NAME_LIMIT));
        this.isKnown = false;
        return true;
      case OP.addend:
        cursor.sleb();
        return true;
      case OP.segmentAndOffset:
        this.address = this.placeIn(immediate, cursor.uleb());
        return true;
      case OP.addAddress:
        this.move(cursor.uleb());
        return true;
      case OP.threaded:
        return this.thread(immediate);
      default:
        return this.chooseLibrary(opcode, immediate) || this.bindBy(opcode, immediate);
    }
  }

  private chooseLibrary(opcode: number, immediate: number): boolean {
    if (opcode === OP.ordinalImmediate) this.ordinal = immediate;
    else if (opcode === OP.ordinalUleb) this.ordinal = this.cursor.count();
    // Sign-extended from four bits.
    else if (opcode === OP.ordinalSpecial) this.ordinal = immediate === 0 ? 0 : immediate - 16;
    else return false;
    this.isKnown = false;
    return true;
  }

  private bindBy(opcode: number, immediate: number): boolean {
    const { cursor, pointerSize } = this;
    if (opcode === OP.bind) this.bind(pointerSize);
    else if (opcode === OP.bindAndAdd) this.bind(pointerSize + cursor.uleb());
    else if (opcode === OP.bindAndAddScaled) this.bind(pointerSize * BigInt(immediate + 1));
    else if (opcode === OP.bindTimes) {
      const times = cursor.uleb();
      const step = pointerSize + cursor.uleb();
      if (times > 0n) this.bind(step * times);
    } else return false;
    return true;
  }

  /** The size of the table, or the place where pointers begin to be filled. */
  private thread(subcode: number): boolean {
    if (subcode === 0) {
      this.cursor.count();
      this.isThreaded = true;
    }
    return subcode <= 1;
  }

  /** @param step to the next place */
  private bind(step: bigint): void {
    const { name, ordinal, flags, table, address } = this;
    if ((flags & FLAG.nonWeakDefinition) === 0 && !this.isKnown) {
      const slot = this.isThreaded ? undefined : address;
      const isWeak = (flags & FLAG.weakImport) !== 0;
      this.imports.add({ name, ordinal, isWeak, table, ...(slot !== undefined && { slot }) });
      this.isKnown = slot !== undefined || this.isThreaded;
    }
    this.move(step);
  }

  private placeIn(segment: number, offset: bigint): bigint | undefined {
    const base = this.file.image.segments[segment]?.address;
    return base === undefined ? undefined : BigInt.asUintN(64, base + offset);
  }

  private move(distance: bigint): void {
    if (this.address !== undefined) this.address = BigInt.asUintN(64, this.address + distance);
  }
}
