import { Command } from 'commander';

import { identify } from '../commands/identify';
import { job, jobs } from '../commands/jobs';
import type { Session } from '../commands/session';
import { addFactCommands } from './fact-commands';
import { addFileCommands } from './file-commands';
import { addListCommands } from './list-commands';
import { OPTIONS } from './options';
import type { Run } from './run';

/** Where a service is, as options and the environment say it. */
export interface ServiceNamed {
  readonly server?: string;
  readonly keyFile?: string;
}

/** What the program around the commands does. */
export interface CommandLineHooks {
  /** To standard error: what is wrong with the call. Words of the call may be names of files that somebody else chose. */
  complain(text: string): void;
  session(named: ServiceNamed): Session;
  serve(options: { readonly stop?: true; readonly background?: true; readonly status?: true }): Promise<number>;
  mcp(named: ServiceNamed, files: string | undefined): Promise<number>;
}

/** The whole command; `end` is told the status. Usage that is wrong is thrown, as commander does. */
export function commandLine(version: string, hooks: CommandLineHooks, end: (status: number) => void): Command {
  const program = new Command('bin2nlp')
    .description('What is this binary? Asks a bin2nlp service, its own where none is named.')
    .version(version)
    .option('-s, --server <url>', 'service to ask (default: BIN2NLP_SERVER_URL, else one of your own)')
    .option('--key-file <file>', 'file with its API key (default: BIN2NLP_KEY_FILE, else the key in BIN2NLP_KEY)')
    .showHelpAfterError('(--help says how it is called)')
    .addHelpText('after', EXIT_HELP)
    .configureOutput({
      writeErr: (text) => {
        hooks.complain(text);
      },
    })
    .exitOverride();
  const run: Run = async (action) => {
    end(await action(hooks.session(program.opts<ServiceNamed>())));
  };
  addFileCommands(program, run);
  addFactCommands(program, run);
  addListCommands(program, run);
  addServiceCommands(program, run, hooks, end);
  return program;
}

const EXIT_HELP = `
Status: 0 all is well, 1 a policy is violated, 2 the call is wrong, 3 something failed or nothing was analysed.
docs/command-line.md tells each command.`;

function addServiceCommands(program: Command, run: Run, hooks: CommandLineHooks, end: (status: number) => void): void {
  program
    .command('identify')
    .description('what kind of file each is, executable or not')
    .argument('<files...>')
    .addOption(OPTIONS.json())
    .action((files: string[], { json }: { json?: true }) => run((session) => identify(session, files, json === true)));
  program
    .command('jobs')
    .description('analyses: all of yours, or one')
    .argument('[id]')
    .option('--follow', 'until it has ended')
    .option('--cancel', 'end it')
    .option('--status <status>', 'only those: pending, processing, completed, failed, cancelled')
    .addOption(OPTIONS.limit())
    .addOption(OPTIONS.page())
    .addOption(OPTIONS.json())
    .action((id: string | undefined, { follow, cancel, status, limit, page, json }: JobsOptions) =>
      run((session) =>
        id === undefined
          ? jobs(session, { page, page_size: limit, ...(status !== undefined && { status }) }, json === true)
          : job(session, id, { follow: follow === true, cancel: cancel === true, json: json === true }),
      ),
    );
  program
    .command('mcp')
    .description("serve a language model's client on standard input and output")
    .option('--files <directory>', 'whose files may be sent by their path')
    .action(async ({ files }: { files?: string }) => {
      end(await hooks.mcp(program.opts<ServiceNamed>(), files));
    });
  program
    .command('serve')
    .description('run a service here until Ctrl-C, by its configuration')
    .option('--background', 'your own, which other calls use; it ends by itself when nobody asks')
    .option('--status', 'whether your own runs, and where')
    .option('--stop', 'end your own')
    .action(async (options: Parameters<CommandLineHooks['serve']>[0]) => {
      end(await hooks.serve(options));
    });
}

interface JobsOptions {
  readonly follow?: true;
  readonly cancel?: true;
  readonly status?: 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
  readonly limit: number;
  readonly page: number;
  readonly json?: true;
}
