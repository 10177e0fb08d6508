/** What main.ts read of the process environment that programs are looked for in; nobody else reads it. */
export class HostEnvironment {
  /**
   * @param path The value of PATH, directories separated by colons.
   * @param nodeArguments What a thread of ours needs to load this code; none for what the compiler has made.
   */
  constructor(
    readonly path: string,
    readonly nodeArguments: readonly string[] = [],
  ) {}
}
