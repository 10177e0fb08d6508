import type { FoundFunction } from '#domain/functions/function-list';
import { placeName } from '#domain/functions/function-list';
import type { CodeFindings } from './analyse-code';

/**
 * Our own reading of the code with what radare2 adds to it: arguments, local variables, signatures and names; and functions that we
 * have not found. Ours come first, in their order.
 */
export function deepened(ours: CodeFindings, theirs: CodeFindings): CodeFindings {
  const known = new Map(theirs.found.map((each) => [each.address, each]));
  const own = new Set(ours.found.map(({ address }) => address));
  const others = theirs.found.filter(({ address }) => !own.has(address));
  const guessed = others.filter(({ address }) => theirs.byPrelude.has(address));
  const status = ours.status === 'ok' && theirs.status !== 'ok' ? 'partial' : ours.status;
  const reason = [ours.reason, theirs.reason].filter((each) => each !== undefined).join(' ');
  return {
    found: [...ours.found.map((each) => withTheirs(each, known.get(each.address))), ...others],
    byPrelude: new Set([...ours.byPrelude, ...guessed.map(({ address }) => address)]),
    status,
    ...(reason !== '' && { reason }),
  };
}

function withTheirs(ours: FoundFunction, theirs: FoundFunction | undefined): FoundFunction {
  if (theirs === undefined) return ours;
  const isNamed = ours.name !== placeName(ours.address);
  return { ...ours, name: isNamed ? ours.name : theirs.name, details: { ...theirs.details, ...ours.details } };
}
