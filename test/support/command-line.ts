import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TemporaryDirectory } from './temporary-directory';

export const PROGRAM = join(__dirname, '../../dist/cli.js');

export interface Said {
  readonly status: number | NodeJS.Signals;
  readonly out: string;
  readonly err: string;
}

/** The built command `bin2nlp`, as its user calls it, with a cache of its own. */
export class CommandLine {
  private constructor(
    readonly directory: TemporaryDirectory,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  static async create(variables: Readonly<Record<string, string>> = {}): Promise<CommandLine> {
    return new CommandLine(await TemporaryDirectory.create(), variables);
  }

  /** Where it keeps what its own service is. */
  get cache(): string {
    return join(this.directory.path, 'cache');
  }

  get environment(): Readonly<Record<string, string>> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: this.directory.path,
      BIN2NLP_CACHE_DIR: this.cache,
      ...this.variables,
    };
  }

  /** The state of its own service, as it is on disk. */
  state(): { readonly pid: number; readonly url: string; readonly key: string } {
    return JSON.parse(readFileSync(join(this.cache, 'service.json'), 'utf8')) as ReturnType<CommandLine['state']>;
  }

  launch(args: readonly string[], variables: Readonly<Record<string, string>> = {}): ChildProcess {
    const env = { ...this.environment, ...variables };
    return spawn(process.execPath, [PROGRAM, ...args], { env, cwd: this.directory.path });
  }

  async call(
    args: readonly string[],
    given: Partial<{ input: Buffer; variables: Readonly<Record<string, string>> }> = {},
  ): Promise<Said> {
    const child = this.launch(args, given.variables);
    child.stdin?.end(given.input ?? '');
    const [out, err] = [collected(child.stdout), collected(child.stderr)];
    const status = await new Promise<Said['status']>((resolve) => {
      child.once('close', (code, signal) => {
        resolve(code ?? signal ?? 0);
      });
    });
    return { status, out: out.join(''), err: err.join('') };
  }

  async end(): Promise<void> {
    await this.call(['serve', '--stop']);
    await this.directory.remove();
  }
}

function collected(stream: NodeJS.ReadableStream | null): readonly string[] {
  const texts: string[] = [];
  stream?.setEncoding('utf8').on('data', (text: string) => texts.push(text));
  return texts;
}
