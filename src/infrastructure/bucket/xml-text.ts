const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of the first element of this name from `start` on; `undefined` where it has none, or other elements within. Linear. */
export function elementIn(xml: string, name: string, start = 0): string | undefined {
  const [open, close] = [`<${name}>`, `</${name}>`];
  const from = xml.indexOf(open, start);
  const to = from === -1 ? -1 : xml.indexOf('<', from + open.length);
  if (to === -1 || !xml.startsWith(close, to)) return undefined;
  return withoutEntities(xml.slice(from + open.length, to));
}

/** What is between each start and end of elements of this name, as it is. */
export function* elementsIn(xml: string, name: string): Generator<string, void> {
  const [open, close] = [`<${name}>`, `</${name}>`];
  for (let at = 0; ;) {
    const from = xml.indexOf(open, at);
    const to = from === -1 ? -1 : xml.indexOf(close, from);
    if (to === -1) return;
    yield xml.slice(from + open.length, to);
    at = to + close.length;
  }
}

function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name.toLowerCase()] ?? whole;
    const point = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
  });
}
