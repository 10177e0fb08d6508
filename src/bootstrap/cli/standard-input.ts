import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What is piped in, as a file that is there for this call. */
export class StandardInput {
  private kept: Promise<string> | undefined;
  private directory: string | undefined;

  constructor(
    private readonly stream: NodeJS.ReadableStream,
    /** Told what to do where the process ends before the call has. */
    private readonly atExit: (clean: () => void) => void = (clean) => process.once('exit', clean),
  ) {}

  /** The same at each call. */
  file(): Promise<string> {
    this.kept ??= this.keep();
    return this.kept;
  }

  async remove(): Promise<void> {
    if (this.directory !== undefined) await rm(this.directory, { recursive: true, force: true });
  }

  private async keep(): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), 'bin2nlp-'));
    this.directory = directory;
    // As where who reads the output has seen enough: a sample is left nowhere.
    this.atExit(() => {
      rmSync(directory, { recursive: true, force: true });
    });
    const path = join(directory, 'stdin');
    await pipeline(this.stream, createWriteStream(path, { mode: 0o600 }));
    return path;
  }
}
