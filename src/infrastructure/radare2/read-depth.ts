import { NAME_LIMIT } from '#domain/bytes/name-table';
import type { DecompiledFunction } from '#domain/document/decompiled';
import type { FunctionInfo } from '#domain/document/functions';
import type { StageReport } from '#domain/document/stages';
import type { Import } from '#domain/document/symbols';
import { mostRelevant } from '#domain/functions/function-relevance';
import type { Address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import { MB, MINUTE_MS } from '#domain/shared/quantities';
import { location, record } from './decode';
import { isEngineFailure } from './radare2.errors';
import type { Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';
import type { ShareListener } from './share-listener';
import { within } from './share-listener';

export const DEPTH_LIMITS = {
  functions: 100,
  /** UTF-16 units of all; of a function the whole is kept, or nothing. */
  document: 16 * MB,
  /** Their list is 1.5 KB each. */
  fingerprints: 20_000,
  milliseconds: MINUTE_MS,
} as const;
/** Of the time that is left. */
const SHARE = 0.6;
/** One function may take seconds, and what is interrupted is lost with its session. */
const SPARE_MS = 4000;
/** Where pseudo code begins, as a share of the stage. */
const FINGERPRINTS_END = 0.2;

export interface DepthFindings {
  readonly fingerprints: ReadonlyMap<Address, string>;
  readonly decompiled: readonly DecompiledFunction[];
  readonly status: StageReport['status'];
  readonly reason?: string;
}

/** S4. What was read before a fault or the end of the time is kept; only faults of ours are thrown. */
export async function readDepth(
  answers: Radare2Answers,
  { functions, imports }: { readonly functions: readonly FunctionInfo[]; readonly imports: readonly Import[] },
  onShare: ShareListener,
  signal: AbortSignal,
): Promise<DepthFindings> {
  const fingerprints = new Map<Address, string>();
  const decompiled: DecompiledFunction[] = [];
  const { remainingMs } = answers.deadline;
  const time = Math.min(DEPTH_LIMITS.milliseconds, remainingMs * SHARE);
  const radare2 = answers.within(answers.deadline.before(remainingMs - time));
  try {
    const left = await readFingerprints(radare2, functions.length, fingerprints);
    const relevant = mostRelevant(functions, imports, DEPTH_LIMITS.functions);
    const reason = await decompile(radare2, relevant, decompiled, within(onShare, FINGERPRINTS_END, 1));
    const reasons = [left, reason].filter((each) => each !== undefined).join(' ');
    return {
      fingerprints,
      decompiled,
      ...(reasons === '' ? { status: 'ok' } : { status: 'partial', reason: reasons }),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!isEngineFailure(error)) throw error;
    return { fingerprints, decompiled, status: 'partial', reason: `${error.message}.` };
  }
}

async function readFingerprints(
  radare2: Radare2Answers,
  count: number,
  fingerprints: Map<Address, string>,
): Promise<string | undefined> {
  if (count > DEPTH_LIMITS.fingerprints) return `More than ${DEPTH_LIMITS.fingerprints} functions: no fingerprints.`;
  await radare2.perform(commands.MAKE_SIGNATURES);
  const { items } = await radare2.list(commands.SIGNATURES, fingerprintOf);
  for (const [address, hash] of items) fingerprints.set(address, hash);
  return undefined;
}

export function fingerprintOf(value: unknown): readonly [Address, string] | undefined {
  const fields = record(value);
  const address = location(fields?.['addr']);
  const hash = record(fields?.['hash'])?.['bbhash'];
  return address !== undefined && typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? [address, hash] : undefined;
}

/** Why it did not come to its end; `undefined` when it did. */
async function decompile(
  radare2: Radare2Answers,
  functions: readonly FunctionInfo[],
  decompiled: DecompiledFunction[],
  onShare: ShareListener,
): Promise<string | undefined> {
  let allowance: number = DEPTH_LIMITS.document;
  let left = 0;
  const spare = Math.min(SPARE_MS, radare2.deadline.remainingMs / 2);
  for (const [index, { address, name }] of functions.entries()) {
    onShare(index / functions.length);
    if (radare2.deadline.remainingMs < spare) {
      return `The time was over after ${index} of ${functions.length} functions' pseudo code.`;
    }
    const code = await radare2.text(commands.pseudoCode(address));
    if (code === '') continue;
    const shown = tameCode(code, allowance);
    if (shown === undefined) left += 1;
    else {
      allowance -= shown.length;
      decompiled.push({ address, name: tameText(name, NAME_LIMIT), code: shown });
    }
  }
  return left === 0 ? undefined : `Pseudo code of ${left} of ${functions.length} functions is too long for a document.`;
}

/** Line by line, so that line breaks stay; `undefined` where that is more than `limit` UTF-16 units. */
export function tameCode(code: string, limit: number): string | undefined {
  const lines: string[] = [];
  let length = 0;
  for (const line of code.split('\n')) {
    const tame = tameText(line.trimEnd().replaceAll('\t', '    '), Infinity);
    length += tame.length + 1;
    if (length > limit) return undefined;
    lines.push(tame);
  }
  return lines.join('\n');
}

/** An import's stub is like any other: it says nothing. */
export function withFingerprints(
  functions: readonly FunctionInfo[],
  fingerprints: ReadonlyMap<Address, string>,
): readonly FunctionInfo[] {
  if (fingerprints.size === 0) return functions;
  return functions.map((each) => {
    const fingerprint = each.type === 'import' ? undefined : fingerprints.get(each.address);
    return fingerprint === undefined ? each : { ...each, fingerprint };
  });
}
