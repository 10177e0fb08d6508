import type { StageReport } from '#domain/document/stages';
import type { FoundFunction } from '#domain/functions/function-list';
import type { NamedFunctions } from '#domain/functions/named-functions';
import type { Address } from '#domain/shared/address';
import { parseAddress } from '#domain/shared/address';
import { SECOND_MS } from '#domain/shared/quantities';
import { Deadline } from '#infrastructure/clock/deadline';
import { listFunctions } from './list-functions';
import type { Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';
import type { Recipe } from './recipes';
import type { ShareListener } from './share-listener';
import { within } from './share-listener';

/** What is kept back of the time for listing what was found. */
const LISTING_SHARE = 0.15;
const LISTING_MS = { least: 500, most: 30_000 };
/** radare2 looks at its clock now and then only: 5 s have become 5.4 s. */
const OVERTIME_SHARE = 0.5;
/** Of what one command may take, so that radare2 ends a step by itself before it is ended. */
const STEP_SHARE = 0.9;
/** Where seeds, steps and the list come to their end, as shares of the time that all of them took for programs of 7 and 97 MB. */
const ENDS = { seeds: 0.7, steps: 0.8 };

export interface CodeFindings {
  readonly found: readonly FoundFunction[];
  readonly byPrelude: ReadonlySet<Address>;
  readonly status: StageReport['status'];
  readonly reason?: string;
}

/**
 * S2: seeds, then the recipe's steps, as far as the time goes. What is found until then is listed: `partial`.
 * @param onShare hears of each command's seeds and of each step.
 * @throws as the session does; then nothing is known of what radare2 had found.
 */
export async function analyseCode(
  radare2: Radare2Answers,
  recipe: Recipe,
  seeds: readonly commands.Seed[],
  onShare: ShareListener,
): Promise<CodeFindings> {
  const listing = Math.min(LISTING_MS.most, Math.max(LISTING_MS.least, radare2.deadline.remainingMs * LISTING_SHARE));
  const analysis = radare2.deadline.before(listing);
  const patient = radare2.within(radare2.deadline.before(listing * (1 - OVERTIME_SHARE)));
  await patient.perform(commands.variables(false));
  await patient.perform(commands.skipIdleInstructions(false));
  const seeded = await seed(patient, seeds, analysis, within(onShare, 0, ENDS.seeds));
  await patient.perform(commands.skipIdleInstructions(true));
  let reason =
    seeded < seeds.length ? `The time was over after ${seeded} of ${seeds.length} known functions.` : undefined;

  if (recipe.variables) await patient.perform(commands.variables(true));
  const byPrelude = new Set<Address>();
  for (const [index, step] of recipe.steps.entries()) {
    if (reason !== undefined) break;
    onShare(ENDS.seeds + (index / recipe.steps.length) * (ENDS.steps - ENDS.seeds));
    const before = step === 'aap' ? await functionAddresses(patient) : undefined;
    reason = await perform(patient, step, analysis);
    if (before === undefined) continue;
    for (const each of await functionAddresses(patient)) if (!before.has(each)) byPrelude.add(each);
  }
  onShare(ENDS.steps);
  const found = await listFunctions(radare2, recipe.variables);
  onShare(1);
  return {
    found,
    byPrelude,
    status: reason === undefined ? 'ok' : 'partial',
    ...(reason !== undefined && { reason }),
  };
}

/** Where the file itself names functions, nobody can have looked at its code and found none. */
export function notEmptied<Code extends CodeFindings>(code: Code, known: NamedFunctions): Code {
  if (code.status !== 'ok' || code.found.length > 0) return code;
  const own = [...known.values()].filter(({ type }) => type !== 'import').length;
  if (own === 0) return code;
  return { ...code, status: 'failed', reason: `No code was found, though the file itself tells of ${own}.` };
}

/** How many were reached. In ascending order radare2 keeps 10,152 of 10,221 apart, in descending order 6,713. */
async function seed(
  radare2: Radare2Answers,
  seeds: readonly commands.Seed[],
  analysis: Deadline,
  onShare: ShareListener,
): Promise<number> {
  for (let at = 0; at < seeds.length; at += commands.MAX_SEEDS_PER_COMMAND) {
    if (analysis.isOver) return at;
    onShare(at / seeds.length);
    await radare2.perform(commands.analyseFunctionsAt(seeds.slice(at, at + commands.MAX_SEEDS_PER_COMMAND)));
  }
  return seeds.length;
}

/** Why it did not come to its end; `undefined` when it did. */
async function perform(
  radare2: Radare2Answers,
  step: commands.Analysis,
  analysis: Deadline,
): Promise<string | undefined> {
  const stepMs = Math.min(analysis.remainingMs, radare2.commandMs * STEP_SHARE);
  const seconds = Math.floor(stepMs / SECOND_MS);
  const isOver = `The time was over during "${step}".`;
  if (seconds < 1) return isOver;
  await radare2.perform(commands.analysisTimeout(seconds));
  const end = new Deadline(stepMs);
  await radare2.perform(commands.analysis(step));
  return end.remainingMs < 1000 ? isOver : undefined;
}

async function functionAddresses(radare2: Radare2Answers): Promise<ReadonlySet<Address>> {
  const lines = (await radare2.text(commands.FUNCTION_ADDRESSES)).split(/\s+/);
  return new Set(lines.flatMap((line) => parseAddress(line) ?? []));
}
