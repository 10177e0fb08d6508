import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';

/** A file of its own: `npm run quickstart -- --help` shows it before there is a build. */
export const USAGE = readFileSync(join(__dirname, 'usage.txt'), 'utf8');

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
