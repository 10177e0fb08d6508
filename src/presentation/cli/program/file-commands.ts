import type { Command } from 'commander';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { check } from '../commands/check';
import { readPolicyFile } from '../commands/read-policy-file';
import type { ScanFormat } from '../commands/scan';
import { scan, SCAN_FORMATS } from '../commands/scan';
import { OPTIONS } from './options';
import type { Run } from './run';

interface ScanOptions {
  readonly depth: AnalysisDepth;
  readonly format: ScanFormat;
  readonly json?: true;
  readonly jobs: number;
  readonly output?: string;
  readonly force?: true;
}

export function addFileCommands(program: Command, run: Run): void {
  program
    .command('scan')
    .description('triage: one file told in full, many in a table, the riskiest first')
    .argument('<paths...>', 'files, directories, or - for what is piped in')
    .addOption(OPTIONS.depth())
    .addOption(OPTIONS.format(...SCAN_FORMATS))
    .addOption(OPTIONS.json())
    .addOption(OPTIONS.file())
    .addOption(OPTIONS.atOnce())
    .option('--force', 'analyse again what is known')
    .action((paths: string[], { depth, force, ...shown }: ScanOptions) =>
      run((session) =>
        scan(session, paths, {
          options: { analysis_depth: depth, ...(force === true && { force_reanalysis: true }) },
          ...asked(shown),
        }),
      ),
    );
  program
    .command('check')
    .description('hold files against a policy: 0 when all of them pass')
    .argument('<paths...>', 'files, directories, or - for what is piped in')
    .requiredOption('-p, --policy <file>', 'TOML, see docs/policy.md')
    // At quick depth nobody looks at code, and much would pass.
    .addOption(OPTIONS.depth('standard', 'comprehensive'))
    .addOption(OPTIONS.format(...SCAN_FORMATS))
    .addOption(OPTIONS.json())
    .addOption(OPTIONS.file())
    .addOption(OPTIONS.atOnce())
    .action((paths: string[], { depth, policy, ...shown }: ScanOptions & { readonly policy: string }) =>
      run((session) =>
        check(session, paths, { policy: readPolicyFile(policy), options: { analysis_depth: depth }, ...asked(shown) }),
      ),
    );
}

function asked({ format, json, output, jobs }: Omit<ScanOptions, 'depth' | 'force'>): {
  format: ScanFormat;
  atOnce: number;
  file: string | undefined;
} {
  return { format: json === true ? 'json' : format, atOnce: jobs, file: output };
}
