import type { Command } from 'commander';

import { diff, search } from '../commands/fact-pages';
import { report } from '../commands/report';
import { OPTIONS } from './options';
import type { PageOptions } from './page-call';
import { pageCall, REPORT_FORMATS } from './page-call';
import type { Run } from './run';

/** Tokens where nobody says how many. */
const [REPORT, SEARCH] = [4000, 2000] as const;
const TARGET = 'a file, the id of an analysis, a SHA-256, or - for what is piped in';

export function addFactCommands(program: Command, run: Run): void {
  withPage(program.command('report'), REPORT)
    .description('what tells most about a file, for a ticket, a colleague or a model')
    .argument('<target>', TARGET)
    .addOption(OPTIONS.focus())
    .addOption(OPTIONS.kinds())
    .action((target: string, options: PageOptions) =>
      run((session) => report(session, target, pageCall(options, REPORT))),
    );
  withPage(program.command('search'), SEARCH)
    .description('facts that fit a query: words, tag:network, uses:connect, calls:fn:main, cc>50')
    .argument('<target>', TARGET)
    .argument('<query...>')
    .addOption(OPTIONS.kinds())
    .action((target: string, query: string[], options: PageOptions) =>
      run((session) => search(session, target, query.join(' '), pageCall(options, SEARCH))),
    );
  withPage(program.command('diff'), REPORT)
    .description('what is only in one of two builds, or changed')
    .argument('<one>', TARGET)
    .argument('<other>', TARGET)
    .action((one: string, other: string, options: PageOptions) =>
      run((session) => diff(session, one, other, pageCall(options, REPORT))),
    );
}

/** The options of what answers with a page of facts. */
function withPage(command: Command, budget: number): Command {
  return command
    .addOption(OPTIONS.depth())
    .addOption(OPTIONS.format(...REPORT_FORMATS))
    .addOption(OPTIONS.json())
    .addOption(OPTIONS.budget(budget))
    .addOption(OPTIONS.cursor())
    .addOption(OPTIONS.suspicious())
    .addOption(OPTIONS.file());
}
