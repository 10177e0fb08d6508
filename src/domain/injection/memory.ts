/** Numbers by sets of meanings: few of all that there could be occur, and those again and again. */
export class Memory {
  private readonly known = new Map<number, number>();

  constructor(private readonly made: (mask: number) => number) {}

  of(mask: number): number {
    const known = this.known.get(mask);
    if (known !== undefined) return known;
    const value = this.made(mask);
    if (this.known.size < MOST_REMEMBERED) this.known.set(mask, value);
    return value;
  }
}

const MOST_REMEMBERED = 20_000;
