import type { Command } from 'commander';

import { diff, search, similar } from '../commands/fact-pages';
import { report } from '../commands/report';
import { OPTIONS } from './options';
import type { PageOptions } from './page-call';
import { pageCall, REPORT_FORMATS } from './page-call';
import type { Run } from './run';

/** Tokens of an answer where nobody says how many. */
const USUAL = { report: 4000, search: 2000, diff: 4000, similar: 2000 } as const;
const TARGET = 'a file, the id of an analysis, a SHA-256, or - for what is piped in';

export function addFactCommands(program: Command, run: Run): void {
  withPage(program.command('report'), USUAL.report)
    .description('what tells most about a file, for a ticket, a colleague or a model')
    .argument('<target>', TARGET)
    .addOption(OPTIONS.focus())
    .addOption(OPTIONS.kinds())
    .action((target: string, options: PageOptions) =>
      run((session) => report(session, target, pageCall(options, USUAL.report))),
    );
  withPage(program.command('search'), USUAL.search)
    .description('facts that fit a query: words, tag:network, uses:connect, calls:fn:main, cc>50')
    .argument('<target>', TARGET)
    .argument('<query...>')
    .addOption(OPTIONS.kinds())
    .action((target: string, query: string[], options: PageOptions) =>
      run((session) => search(session, target, query.join(' '), pageCall(options, USUAL.search))),
    );
  withPage(program.command('diff'), USUAL.diff)
    .description('what is only in one of two builds, or changed')
    .argument('<one>', TARGET)
    .argument('<other>', TARGET)
    .action((one: string, other: string, options: PageOptions) =>
      run((session) => diff(session, one, other, pageCall(options, USUAL.diff))),
    );
  withPage(program.command('similar'), USUAL.similar)
    .description('which of your other results have the same functions, and what is named there')
    .argument('<target>', TARGET)
    .option('--function <ref>', 'who has this function, such as fn:0x401000 or fn:main')
    .action((target: string, options: PageOptions & { readonly function?: string }) =>
      run((session) => similar(session, target, options.function, pageCall(options, USUAL.similar))),
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
