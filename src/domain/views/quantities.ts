const KB = 1024;

/** `151,344 bytes`, with a rounder figure before it where it is long. */
export function bytesText(bytes: number): string {
  const exact = `${countText(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (bytes < 10 * KB) return exact;
  const [value, unit] = bytes < KB * KB ? [bytes / KB, 'KB'] : [bytes / (KB * KB), 'MB'];
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit} (${exact})`;
}

export function countText(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 function`, `2 functions`. */
export function countedText(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
