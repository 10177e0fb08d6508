interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** Remembers what was used last, within a number of bytes; who puts something in says how large it is. */
export class ByteBoundedMap<Value> {
  // A Map keeps the order of insertion: what is used is put in again, so the first entry is the one to forget.
  private readonly entries = new Map<string, Entry<Value>>();
  private used = 0;

  constructor(private readonly mostBytes: number) {}

  get bytes(): number {
    return this.used;
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** What is larger than all that may be kept is not kept. */
  set(key: string, value: Value, bytes: number): void {
    this.delete(key);
    if (bytes > this.mostBytes) return;
    this.entries.set(key, { value, bytes });
    this.used += bytes;
    for (const oldest of this.entries.keys()) {
      if (this.used <= this.mostBytes) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.used -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}
