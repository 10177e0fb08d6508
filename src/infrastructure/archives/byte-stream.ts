/** Bytes that come in chunks of any size, taken in pieces of a size that is asked for. */
export class ByteStream {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private held: Uint8Array = new Uint8Array(0);

  constructor(content: AsyncIterable<Uint8Array>) {
    this.chunks = content[Symbol.asyncIterator]();
  }

  /** Less where the stream ends before. For small pieces: they are put together in memory. */
  async exactly(length: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of this.next(length)) parts.push(Buffer.from(part));
    return Buffer.concat(parts);
  }

  /** As it comes; less where the stream ends before. */
  async *next(length: number): AsyncGenerator<Uint8Array, void> {
    let left = length;
    while (left > 0) {
      if (this.held.length === 0) {
        const next = await this.chunks.next();
        if (next.done === true) return;
        this.held = next.value;
      }
      const part = this.held.subarray(0, left);
      this.held = this.held.subarray(part.length);
      left -= part.length;
      if (part.length > 0) yield part;
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.();
  }
}
