import type { ByteView } from './byte-view';

/** At most `units` little-endian UTF-16 units, up to the first NUL. */
export function readUtf16(view: ByteView, offset: number, units: number): string {
  let text = '';
  for (let at = offset; at < offset + units * 2; at += 2) {
    const unit = view.u16(at);
    if (unit === 0) break;
    text += String.fromCharCode(unit);
  }
  return text;
}
