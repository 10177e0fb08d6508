/** Cuts a byte stream at its NUL bytes: radare2's `-0` ends every answer with one. */
export class NulFrames {
  private chunks: Buffer[] = [];
  private length = 0;

  /** Bytes of the answer that has not ended yet. */
  get pendingBytes(): number {
    return this.length;
  }

  /** The answers that this chunk completes, without their NUL. */
  push(chunk: Buffer): readonly Buffer[] {
    const frames: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
      this.keep(chunk.subarray(start, end));
      frames.push(Buffer.concat(this.chunks, this.length));
      this.chunks = [];
      this.length = 0;
      start = end + 1;
    }
    this.keep(chunk.subarray(start));
    return frames;
  }

  private keep(part: Buffer): void {
    if (part.length === 0) return;
    this.chunks.push(part);
    this.length += part.length;
  }
}
