import { CommanderError } from 'commander';

import { openClient } from '#client/open-client';
import { Refusal } from '#client/refusal';
import type { Session } from '#presentation/cli/commands/session';
import type { ServiceNamed } from '#presentation/cli/program/command-line';
import { commandLine } from '#presentation/cli/program/command-line';
import { EXIT } from '#presentation/cli/terminal/exit-codes';
import { Output } from '#presentation/cli/terminal/output';
import { UsageError } from '#presentation/cli/terminal/usage-error';
import { StartError } from '../start-error';
import { stopSignal } from '../stop-signal';
import { VERSION } from '../version';
import { ownDirectory } from './own-directory';
import { OwnService } from './own-service';
import { serveCommand } from './serve-command';
import { serviceNamed } from './service-named';
import { StandardInput } from './standard-input';
import type { Surroundings } from './surroundings';

/** One call of `bin2nlp`. Resolves to its status: one of EXIT, whatever happens. */
export async function runCommand(args: readonly string[], around: Surroundings): Promise<number> {
  const { variables, stdout, stderr } = around;
  const output = new Output({ out: stdout, err: stderr, noColour: (variables['NO_COLOR'] ?? '') !== '' });
  const input = new StandardInput(around.stdin);
  const stop = stopSignal();
  let status: number = EXIT.failed;
  const program = commandLine(
    VERSION,
    {
      complain: (text) => {
        output.notes(text);
      },
      session: (named) => sessionOf(named, around, output, input, stop),
      serve: (options) => serveCommand(options, around, output, stop),
      mcp: (named, files) => mcpCommand(named, files, around),
    },
    (end) => {
      status = end;
    },
  );
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    output.progress('');
    return statusOf(error, output, stop);
  } finally {
    await input.remove();
  }
}

function sessionOf(
  named: ServiceNamed,
  around: Surroundings,
  output: Output,
  input: StandardInput,
  stop: AbortSignal,
): Session {
  let client: ReturnType<Session['client']> | undefined;
  const open = async (): ReturnType<Session['client']> => {
    const service = serviceNamed(named, around.variables);
    if (service !== undefined) return openClient(service.url, service.key);
    const own = new OwnService(ownDirectory(around.variables), around.program, around.variables);
    const { url, key } = await own.start(stop, () => {
      output.progress('Starting a bin2nlp of your own ...');
    });
    output.progress('');
    return openClient(url, key);
  };
  return {
    output,
    stop,
    base: around.base,
    version: VERSION,
    today: new Date().toISOString().slice(0, 'yyyy-mm-dd'.length),
    client: () => (client ??= open()),
    standardInput: () => input.file(),
  };
}

async function mcpCommand(named: ServiceNamed, files: string | undefined, around: Surroundings): Promise<number> {
  const { mcp } = await import('../mcp/mcp.js');
  const service = serviceNamed(named, around.variables);
  const args = [
    ...(service === undefined ? [] : ['--url', service.url]),
    ...(files === undefined ? [] : ['--files', files]),
  ];
  const key = service === undefined || service.key === '' ? {} : { BIN2NLP_MCP_KEY: service.key };
  const own = new OwnService(ownDirectory(around.variables), around.program, around.variables);
  const findOwn = (stop: AbortSignal): ReturnType<OwnService['start']> => own.start(stop, () => undefined);
  return mcp(args, { ...around, variables: { ...around.variables, ...key } }, findOwn);
}

function statusOf(error: unknown, output: Output, stop: AbortSignal): number {
  // Commander has said what it had to say.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.clean : EXIT.usage;
  if (error instanceof UsageError) {
    output.notes(error.message);
    return EXIT.usage;
  }
  if (stop.aborted) {
    output.note('Interrupted. What is known by now is not sent again.');
  } else if (error instanceof Refusal) {
    output.notes(`${error.code}: ${error.message}${error.remediation === undefined ? '' : `\n  ${error.remediation}`}`);
    if (error.code === 'INVALID_OPTION') return EXIT.usage;
  } else {
    const explained = error instanceof StartError || !(error instanceof Error);
    output.notes(`bin2nlp failed: ${explained ? String(error) : (error.stack ?? error.message)}`);
  }
  return EXIT.failed;
}
