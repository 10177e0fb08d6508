import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { TemporaryDirectory } from '#test/support/temporary-directory';

const SOURCES = join(__dirname, 'programs');
const OPTIONS = ['-static', '-O1', '-pthread', '-Wall', '-Wextra', '-Werror'];

export const HAS_COMPILER = spawnSync('gcc', ['--version']).status === 0;

/** Programs that try what a confined one must not be able to do, in a directory of their own. */
export class HostilePrograms {
  private constructor(private readonly directory: TemporaryDirectory) {}

  static async build(...names: readonly string[]): Promise<HostilePrograms> {
    const programs = new HostilePrograms(await TemporaryDirectory.create());
    for (const name of names) programs.compile(name);
    return programs;
  }

  get tree(): string {
    return this.directory.path;
  }

  path(name: string): string {
    return join(this.directory.path, name);
  }

  remove(): Promise<void> {
    return this.directory.remove();
  }

  private compile(name: string): void {
    const args = [...OPTIONS, '-o', this.path(name), join(SOURCES, `${name}.c`)];
    const { status, stderr } = spawnSync('gcc', args);
    if (status !== 0) throw new Error(`gcc failed: ${stderr.toString()}`);
  }
}

/** What each attempt came to: "done", or the name of the error. */
export function attemptsIn(output: string): ReadonlyMap<string, string> {
  return new Map([...output.matchAll(/^(.+): (\S+)$/gm)].map(([, what = '', result = '']) => [what, result]));
}

/** Those that a program got away with. */
export function doneOf(attempts: ReadonlyMap<string, string>): readonly string[] {
  return [...attempts].filter(([, result]) => result === 'done').map(([what]) => what);
}
