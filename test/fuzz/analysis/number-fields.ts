import { readFileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { readTables } from '#domain/anatomy/read-tables';
import { ByteView } from '#domain/bytes/byte-view';
import { openExecutable } from '#domain/executables/open-executable';
import { readFunctionStarts } from '#domain/functions/function-starts';
import { sourceOf } from '#test/builders/byte-sources';
import { headerOf } from '#test/builders/file-source';

/** A number that readers look at: offsets, counts, sizes, flags, addresses. */
export interface NumberField {
  readonly offset: number;
  readonly bytes: 2 | 4 | 8;
  readonly littleEndian: boolean;
}

const WIDTHS = { u16: 2, u32: 4, u64: 8 } as const;
type Reading = keyof typeof WIDTHS;
const MOST_FIELDS = 20_000;

/** The numbers of a file in the order in which our own readers look at them, headers first; each once. */
export async function numberFieldsOf(content: Uint8Array): Promise<readonly NumberField[]> {
  const bytes = Uint8Array.from(content);
  const fields = new Map<number, NumberField>();
  const forget = listen((view, offset, width) => {
    if (view.bytes.buffer !== bytes.buffer || !view.covers(offset, width) || fields.size >= MOST_FIELDS) return;
    const at = view.bytes.byteOffset + offset;
    if (!fields.has(at)) fields.set(at, { offset: at, bytes: width, littleEndian: view.littleEndian });
  });
  try {
    const source = sourceOf(bytes);
    const header = await headerOf(source);
    const file = await openExecutable(source, header);
    if (file === undefined) return [...fields.values()];
    await readTables(file);
    await readFunctionStarts(file);
    await readFileAnatomy({ source, header, file });
  } finally {
    forget();
  }
  return [...fields.values()];
}

/** Tells of every number that is read until what it answers is called. */
function listen(tell: (view: ByteView, offset: number, width: NumberField['bytes']) => void): () => void {
  const names = Object.keys(WIDTHS) as Reading[];
  const undo = names.map((name) => {
    const own = Object.getOwnPropertyDescriptor(ByteView.prototype, name)!;
    const read = own.value as (this: ByteView, offset: number) => unknown;
    const told = function (this: ByteView, offset: number): unknown {
      tell(this, offset, WIDTHS[name]);
      return read.call(this, offset);
    };
    Object.defineProperty(ByteView.prototype, name, { ...own, value: told });
    return () => Object.defineProperty(ByteView.prototype, name, own);
  });
  return () => {
    for (const each of undo) each();
  };
}
