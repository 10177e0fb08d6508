import type { ByteView } from '#domain/bytes/byte-view';
import { readUtf16 } from '#domain/bytes/utf16';
import { tameText } from '#domain/shared/hostile-text';

const FIXED_INFO = 0xfeef04bd;
const MAX_STRINGS = 64;
const MAX_DEPTH = 4;
const KEY_LIMIT = 64;
const VALUE_LIMIT = 1024;

/** The version resource's strings, such as `CompanyName`; of its fixed part the two versions where no string gives them. */
export function readVersionInfo(view: ByteView): Readonly<Record<string, string>> | undefined {
  const strings = new Map<string, string>();
  readBlock(view, 0, view.length, 0, strings);
  return strings.size === 0 ? undefined : Object.fromEntries(strings);
}

/** A block: length, length of its value, 1 for a text, key, value, children; each at a multiple of four. */
function readBlock(view: ByteView, at: number, end: number, depth: number, into: Map<string, string>): void {
  const length = view.u16(at);
  const stop = Math.min(at + length, end);
  const valueLength = view.u16(at + 2);
  const isText = view.u16(at + 4) === 1;
  const key = readUtf16(view, at + 6, Math.min(KEY_LIMIT, Math.max(stop - at - 6, 0) / 2));
  const valueAt = aligned(at + 6 + (key.length + 1) * 2);
  if (length < 6 || key === '' || into.size >= MAX_STRINGS || depth > MAX_DEPTH) return;
  if (depth === 3) {
    const units = Math.max(Math.min(valueLength, VALUE_LIMIT, (stop - valueAt) / 2), 0);
    const value = isText ? readUtf16(view, valueAt, units).trim() : '';
    if (value !== '' && key !== '__proto__') into.set(tameText(key, KEY_LIMIT), tameText(value, VALUE_LIMIT));
    return;
  }
  readChildren(view, depth === 0 ? aligned(valueAt + valueLength) : valueAt, stop, depth + 1, into);
  if (depth === 0) addFixedVersions(view, valueAt, into);
}

function readChildren(view: ByteView, from: number, stop: number, depth: number, into: Map<string, string>): void {
  for (let at = from; at + 6 <= stop; at = aligned(at + view.u16(at))) {
    if (view.u16(at) < 6) return;
    readBlock(view, at, stop, depth, into);
  }
}

function addFixedVersions(view: ByteView, at: number, into: Map<string, string>): void {
  if (view.u32(at) !== FIXED_INFO) return;
  const version = (from: number): string =>
    [view.u16(from + 2), view.u16(from), view.u16(from + 6), view.u16(from + 4)].join('.');
  if (!into.has('FileVersion')) into.set('FileVersion', version(at + 8));
  if (!into.has('ProductVersion')) into.set('ProductVersion', version(at + 16));
}

function aligned(offset: number): number {
  return (offset + 3) & ~3;
}
