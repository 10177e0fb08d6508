/**
 * Finds which of many literals a text holds, in one pass over the text (Aho-Corasick). Literals and texts are compared in
 * UTF-16 units; callers lower-case both.
 */
export class LiteralMatcher {
  /** Characters of the literals to columns from 1; all others share column 0, which leads back to the root. */
  private readonly columns = new Uint16Array(65_536);
  private readonly width: number;
  private readonly next: Int32Array;
  /** Literals that end in a state, those of its suffixes included. */
  private readonly ends: readonly number[][];

  constructor(literals: readonly string[]) {
    let width = 1;
    for (const literal of literals) {
      for (let at = 0; at < literal.length; at++) {
        const unit = literal.charCodeAt(at);
        if (this.columns[unit] === 0) this.columns[unit] = width++;
      }
    }
    this.width = width;
    const states = 1 + literals.reduce((sum, literal) => sum + literal.length, 0);
    this.next = new Int32Array(states * width);
    this.ends = Array.from({ length: states }, () => []);
    this.link(this.plant(literals));
  }

  /** Calls `found` for each literal each time that it ends in `text`. */
  scan(text: string, found: (literal: number) => void): void {
    const { columns, next, width, ends } = this;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      state = next[state * width + (columns[text.charCodeAt(at)] ?? 0)] ?? 0;
      if (state === 0) continue;
      const here = ends[state];
      if (here !== undefined && here.length > 0) for (const literal of here) found(literal);
    }
  }

  /** The trie; returns how many states it has. */
  private plant(literals: readonly string[]): number {
    let states = 1;
    literals.forEach((literal, index) => {
      let state = 0;
      for (let at = 0; at < literal.length; at++) {
        const edge = this.edge(state, literal.charCodeAt(at));
        if (this.target(edge) === 0) this.next[edge] = states++;
        state = this.target(edge);
      }
      if (state !== 0) this.ends[state]?.push(index);
    });
    return states;
  }

  /** Fills in where each state goes on what it has no edge for, breadth first. */
  private link(states: number): void {
    const fallback = new Int32Array(states);
    const queue: number[] = [];
    for (let column = 1; column < this.width; column++) {
      const child = this.target(column);
      if (child !== 0) queue.push(child);
    }
    for (const state of queue) {
      const back = fallback[state] ?? 0;
      this.ends[state]?.push(...(this.ends[back] ?? []));
      for (let column = 1; column < this.width; column++) {
        const edge = state * this.width + column;
        const child = this.target(edge);
        const otherwise = this.target(back * this.width + column);
        if (child === 0) {
          this.next[edge] = otherwise;
        } else {
          fallback[child] = otherwise;
          queue.push(child);
        }
      }
    }
  }

  private edge(state: number, unit: number): number {
    return state * this.width + (this.columns[unit] ?? 0);
  }

  private target(edge: number): number {
    return this.next[edge] ?? 0;
  }
}
