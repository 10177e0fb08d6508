import { InvalidArgumentError, Option } from 'commander';

import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';

/** Options that several commands have, each in the same words. */
export const OPTIONS = {
  depth: (...depths: readonly string[]): Option =>
    new Option('-d, --depth <depth>', 'how far to look')
      .choices(depths.length > 0 ? depths : ANALYSIS_DEPTHS)
      .default('standard'),
  format: (...formats: readonly string[]): Option =>
    new Option('-f, --format <format>', 'how it is told').choices(formats).default(formats[0]),
  json: (): Option => new Option('--json', 'the same as --format json'),
  file: (): Option => new Option('-o, --output <file>', 'write it there'),
  atOnce: (): Option => new Option('-j, --jobs <n>', 'files at once').default(8).argParser(wholeNumber(1, 64)),
  limit: (): Option => new Option('-n, --limit <n>', 'how many').default(50).argParser(wholeNumber(1, 500)),
  page: (): Option => new Option('--page <n>', 'which of the pages').default(1).argParser(wholeNumber(1, 1_000_000)),
  budget: (usual: number): Option =>
    new Option(
      '-t, --max-tokens <n>',
      `at most so many tokens (default: ${usual}; of html a page to look at, without a budget)`,
    ).argParser(wholeNumber(500, 100_000)),
  cursor: (): Option => new Option('--cursor <cursor>', 'go on from where a page ended (its line "next")'),
  suspicious: (): Option => new Option('--show-suspicious', 'text that reads like instructions is shown, not withheld'),
  focus: (): Option => new Option('--focus <names>', 'what has to do with these first, such as network,crypto'),
  kinds: (): Option => new Option('--kinds <kinds>', 'only these, such as function,string'),
} as const;

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}
