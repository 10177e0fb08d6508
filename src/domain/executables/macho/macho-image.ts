import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { LC } from './macho-constants';
import type { MachoFields } from './macho-header';
import { readMachoFields } from './macho-header';

export interface MachoSection {
  readonly name: string;
  /** The segment that it belongs to; an object file has them all in one that has no name. */
  readonly segment: string;
  readonly address: bigint;
  readonly size: bigint;
  readonly offset: number;
  /** `SECTION_TYPE` in the low byte, `SECTION_ATTRIBUTE` above. */
  readonly flags: number;
  /** Of stubs and pointers: the first one's index among the indirect symbols. */
  readonly firstIndirect: number;
  /** Of stubs: bytes of one. */
  readonly stubSize: number;
}

export interface MachoSegment {
  readonly name: string;
  readonly address: bigint;
  readonly memorySize: bigint;
  readonly offset: number;
  readonly fileSize: number;
  /** `VM_PROT`. */
  readonly protection: number;
  readonly sections: readonly MachoSection[];
}

export interface LoadCommand {
  readonly type: number;
  /** Begins with the command's type and size. */
  readonly view: ByteView;
}

/** One image; all offsets count from its own start. */
export interface MachoImage {
  readonly fields: MachoFields;
  readonly commands: readonly LoadCommand[];
  readonly segments: readonly MachoSegment[];
}

const MAX_COMMANDS_SIZE = 4 << 20;

/** `undefined` when the header cannot be read; load commands count up to the first impossible one. @throws what the source throws. */
export async function readMachoImage(source: ByteSource): Promise<MachoImage | undefined> {
  const fields = readMachoFields(await readWithin(source, 0, 32));
  if (fields === undefined) return undefined;
  const bytes = await readWithin(source, fields.headerSize, Math.min(fields.commandsSize, MAX_COMMANDS_SIZE));
  const commands = readCommands(new ByteView(bytes, fields.littleEndian), fields.commandCount);
  const segments = commands.flatMap(({ type, view }) => {
    if (type !== LC.segment && type !== LC.segment64) return [];
    return [readSegment(view, type === LC.segment64)];
  });
  return { fields, commands, segments };
}

function readCommands(view: ByteView, count: number): readonly LoadCommand[] {
  const commands: LoadCommand[] = [];
  let at = 0;
  while (commands.length < count) {
    const size = view.u32(at + 4);
    if (size < 8 || !view.covers(at, size)) break;
    commands.push({
      type: view.u32(at),
      view: new ByteView(view.bytes.subarray(at, at + size), view.littleEndian),
    });
    at += size;
  }
  return commands;
}

function readSegment(view: ByteView, wide: boolean): MachoSegment {
  const [headerSize, sectionSize] = wide ? [72, 80] : [56, 68];
  const count = Math.min(view.u32(wide ? 64 : 48), Math.floor((view.length - headerSize) / sectionSize));
  return {
    name: view.text(8, 16),
    address: wide ? view.u64(24) : BigInt(view.u32(24)),
    memorySize: wide ? view.u64(32) : BigInt(view.u32(28)),
    offset: wide ? view.size64(40) : view.u32(32),
    fileSize: wide ? view.size64(48) : view.u32(36),
    protection: view.u32(wide ? 60 : 44),
    sections: Array.from({ length: Math.max(count, 0) }, (_, index) => {
      const at = headerSize + index * sectionSize;
      return {
        name: view.text(at, 16),
        segment: view.text(at + 16, 16),
        address: wide ? view.u64(at + 32) : BigInt(view.u32(at + 32)),
        size: wide ? view.u64(at + 40) : BigInt(view.u32(at + 36)),
        offset: view.u32(at + (wide ? 48 : 40)),
        flags: view.u32(at + (wide ? 64 : 56)),
        firstIndirect: view.u32(at + (wide ? 68 : 60)),
        stubSize: view.u32(at + (wide ? 72 : 64)),
      };
    }),
  };
}
