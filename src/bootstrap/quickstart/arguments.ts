import { parseArgs } from 'node:util';

import type { AnalysisDepth } from '#domain/analysis/analysis-depth';
import { ANALYSIS_DEPTHS } from '#domain/analysis/analysis-depth';

export const USAGE = `usage: npm run quickstart -- [--once] [--depth quick|standard|comprehensive] [file ...]

Starts bin2nlp, sends the files (default: /bin/ls) through its HTTP API and prints what they are.
Then it stays up, for you to go on in Swagger UI, until Ctrl-C.

  --once     stop after the summaries
  --depth    how far to go (default: standard)
  --help     this text`;

export interface QuickstartArguments {
  readonly files: readonly string[];
  readonly depth: AnalysisDepth;
  readonly once: boolean;
  readonly help: boolean;
}

/** @throws Error that says what is wrong with the arguments. */
export function parseQuickstartArguments(args: readonly string[]): QuickstartArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      once: { type: 'boolean', default: false },
      depth: { type: 'string', default: 'standard' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const depth = ANALYSIS_DEPTHS.find((known) => known === values.depth);
  if (depth === undefined)
    throw new Error(`--depth is ${values.depth}; it must be one of ${ANALYSIS_DEPTHS.join(', ')}`);
  return { files: positionals.length > 0 ? positionals : ['/bin/ls'], depth, once: values.once, help: values.help };
}
