/** The same bytes in buffers of `size`, the last one smaller: few large writes instead of many small ones. */
export async function* inBuffers(content: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array, void> {
  let pending: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    if (bytes === 0 && chunk.length >= size) {
      yield chunk;
      continue;
    }
    pending.push(chunk);
    bytes += chunk.length;
    if (bytes < size) continue;
    yield Buffer.concat(pending);
    [pending, bytes] = [[], 0];
  }
  if (bytes > 0) yield Buffer.concat(pending);
}
