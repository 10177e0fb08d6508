/**
 * The same bytes in buffers of at least `size`, the last one smaller: few large writes instead of many small ones. What comes
 * large enough is passed on as it is. A buffer is valid until the next one is asked for, as a chunk of `content` is.
 */
export async function* inBuffers(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, void> {
  const buffer = Buffer.allocUnsafeSlow(2 * size);
  let filled = 0;
  for await (const chunk of content) {
    if (filled === 0 && chunk.length >= size) {
      yield chunk;
      continue;
    }
    for (let start = 0; start < chunk.length;) {
      const part = chunk.subarray(start, start + buffer.length - filled);
      buffer.set(part, filled);
      start += part.length;
      filled += part.length;
      if (filled < size) continue;
      yield buffer.subarray(0, filled);
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}
