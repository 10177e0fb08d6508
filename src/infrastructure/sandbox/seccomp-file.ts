import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The filter as a file without a name: programs read it from a descriptor, and nothing is left whatever happens to us. */
export class SeccompFile {
  private descriptor: number | undefined;

  /** @param directory Somewhere to write for a moment; made where it is missing. */
  constructor(
    private readonly directory: string,
    private readonly filter: Buffer,
  ) {}

  /** A descriptor of its own, at the start of the filter; the caller closes it. */
  open(): number {
    this.descriptor ??= this.write();
    return openSync(`/proc/self/fd/${this.descriptor}`, 'r');
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = undefined;
  }

  private write(): number {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    const path = join(this.directory, `.bin2nlp-seccomp-${randomUUID()}`);
    const descriptor = openSync(path, 'wx+', 0o400);
    unlinkSync(path);
    writeSync(descriptor, this.filter);
    return descriptor;
  }
}
