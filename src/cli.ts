#!/usr/bin/env node
import { join } from 'node:path';

import { runCommand } from '#bootstrap/cli/run-command';
import { tameLines } from '#domain/shared/hostile-text';
import { EXIT } from '#presentation/cli/terminal/exit-codes';

const ROOT = join(__dirname, '..');
const LONGEST_FAULT = 10_000;
const sources = { variables: process.env, rootDir: ROOT };

/** The command `bin2nlp`; as `--own-service`, the service that it starts. What serves is loaded only then. Resolves to the status. */
async function main(args: readonly string[]): Promise<number> {
  if (args[0] !== '--own-service') {
    const { stdin, stdout, stderr } = process;
    return runCommand(args, { ...sources, program: __filename, base: process.cwd(), stdin, stdout, stderr });
  }
  const { serveOwn } = await import('./bootstrap/cli/serve-own.js');
  const { ownDirectory } = await import('./bootstrap/cli/own-directory.js');
  return serveOwn(ownDirectory({ BIN2NLP_CACHE_DIR: args[1] }), __filename, sources);
}

/** What was written is read first: a pipe takes its time. */
async function end(status: number): Promise<void> {
  const written = [process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', resolve)));
  await Promise.all(written);
  process.exit(status);
}

// Who reads has seen enough, as `head` has.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(EXIT.failed));
// By itself a fault that nobody awaits would end it with 1, which says that a policy is violated.
process.on('uncaughtException', fail);
main(process.argv.slice(2)).then(end, fail);

function fail(error: unknown): void {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`bin2nlp failed: ${tameLines(told, LONGEST_FAULT)}\n`, () => process.exit(EXIT.failed));
}
