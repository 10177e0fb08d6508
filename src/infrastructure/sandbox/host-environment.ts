/** What main.ts read of the process environment that programs are looked for in; nobody else reads it. */
export class HostEnvironment {
  /** @param path The value of PATH, directories separated by colons. */
  constructor(readonly path: string) {}
}
