import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { latin1 } from '#domain/bytes/latin1';
import { NAME_LIMIT, nameOf } from '#domain/bytes/name-table';
import { MAX_SYMBOLS } from '#domain/bytes/read-table';
import { LinkeditCursor } from './linkedit-cursor';
import { LC } from './macho-constants';
import type { MachoFile } from './macho-file';

/** Bytes of a trie that are read: a name takes some ten. */
const MAX_TRIE = 32 << 20;
/** A node without an export has two children at least. */
const MAX_NODES = 2 * MAX_SYMBOLS;
/** Nodes between two reads, which let others run. */
const PER_TURN = 16_384;

/** EXPORT_SYMBOL_FLAGS_…; the lowest two bits are the kind. Source: mach-o/loader.h. */
const FLAG = { kind: 0x03, threadLocal: 0x01, absolute: 0x02, weak: 0x04, reexport: 0x08, resolver: 0x10 } as const;

/** What the loader finds by name. */
export interface TrieExport {
  /** With the underscore that C's names begin with. */
  readonly name: string;
  /** From the image's base, unless it is absolute; of a function that a resolver chooses, its stub. 0 for a re-export. */
  readonly value: bigint;
  readonly isWeak: boolean;
  readonly isThreadLocal: boolean;
  readonly isAbsolute: boolean;
  /** Of another library's: its number, from 1, and the name it has there. */
  readonly reexport?: { readonly ordinal: number; readonly name: string };
  /** Which chooses the function when it is first called; from the image's base. */
  readonly resolver?: bigint;
}

export interface ExportsTrie {
  readonly exports: readonly TrieExport[];
  /** Whether nothing was left out for its size. */
  readonly isWhole: boolean;
}

/**
 * Of LC_DYLD_EXPORTS_TRIE, else LC_DYLD_INFO's; `undefined` where there is none. Each node is visited once, whatever leads to it, and
 * all names together have no more bytes than the trie: those of nodes that lie in one another would. @throws what the source throws.
 */
export async function readExportsTrie({ source, image }: MachoFile): Promise<ExportsTrie | undefined> {
  const own = image.commands.find(({ type }) => type === LC.dyldExportsTrie)?.view;
  const info = image.commands.find(({ type }) => type === LC.dyldInfoOnly || type === LC.dyldInfo)?.view;
  const [offset, size] = own === undefined ? [info?.u32(40), info?.u32(44)] : [own.u32(8), own.u32(12)];
  if (offset === undefined || size === undefined || size === 0) return undefined;
  const bytes = await readWithin(source, offset, Math.min(size, MAX_TRIE));
  const walk = new TrieWalk(new ByteView(bytes, true));
  while (walk.run(PER_TURN)) await readWithin(source, 0, 1);
  return { exports: walk.exports, isWhole: bytes.length === size && !walk.isCut };
}

interface Node {
  readonly at: number;
  /** The name so far, bytes as characters 0-255, as much as is kept of one. */
  readonly prefix: string;
}

class TrieWalk {
  readonly exports: TrieExport[] = [];
  isCut = false;
  /** A bit for each byte. */
  private readonly seen: Uint8Array;
  private nodeCount = 0;
  /** What names may yet take. */
  private allowance: number;
  private readonly waiting: Node[] = [{ at: 0, prefix: '' }];

  constructor(private readonly view: ByteView) {
    this.seen = new Uint8Array((view.length >> 3) + 1);
    this.allowance = view.length;
  }

  /** @returns whether there is more. */
  run(steps: number): boolean {
    for (let step = 0; step < steps; step++) {
      const node = this.waiting.pop();
      if (node === undefined) return false;
      this.isCut ||= this.exports.length >= MAX_SYMBOLS;
      if (this.isCut) return false;
      this.visit(node);
    }
    return true;
  }

  private visit({ at, prefix }: Node): void {
    const cursor = new LinkeditCursor(this.view, at);
    const size = cursor.count();
    const children = cursor.at + size;
    if (size > 0) {
      const found = readExport(cursor, prefix);
      if (!cursor.isPastEnd && found.name !== '') this.exports.push(found);
    }
    if (children < this.view.length) this.enqueue(children, prefix);
  }

  /** The first one comes next, as the loader would have it. */
  private enqueue(at: number, prefix: string): void {
    const cursor = new LinkeditCursor(this.view, at);
    const nodes: Node[] = [];
    for (let count = cursor.u8(); count > 0 && !cursor.isAtEnd; count--) {
      const edge = cursor.bytes(this.allowance);
      const child = cursor.count();
      this.allowance -= edge.length;
      this.isCut ||= this.allowance <= 0 || this.nodeCount >= MAX_NODES;
      if (this.isCut || cursor.isPastEnd) break;
      if (!this.isNew(child)) continue;
      const room = Math.max(NAME_LIMIT - prefix.length, 0);
      nodes.push({ at: child, prefix: prefix + latin1(edge.subarray(0, room)) });
    }
    this.waiting.push(...nodes.reverse());
  }

  /** The root, at 0, has no parent. */
  private isNew(at: number): boolean {
    const [byte, bit] = [at >> 3, 1 << (at & 7)];
    if (at <= 0 || at >= this.view.length || ((this.seen[byte] ?? 0) & bit) !== 0) return false;
    this.seen[byte] = (this.seen[byte] ?? 0) | bit;
    this.nodeCount++;
    return true;
  }
}

function readExport(cursor: LinkeditCursor, prefix: string): TrieExport {
  const flags = cursor.count();
  const kind = flags & FLAG.kind;
  const facts = {
    name: nameOf(Buffer.from(prefix, 'latin1')),
    isWeak: (flags & FLAG.weak) !== 0,
    isThreadLocal: kind === FLAG.threadLocal,
    isAbsolute: kind === FLAG.absolute,
  };
  if ((flags & FLAG.reexport) !== 0) {
    const ordinal = cursor.count();
    const name = cursor.lastName();
    return { ...facts, value: 0n, reexport: { ordinal, name: name === '' ? facts.name : name } };
  }
  const value = cursor.uleb();
  return { ...facts, value, ...((flags & FLAG.resolver) !== 0 && { resolver: cursor.uleb() }) };
}
