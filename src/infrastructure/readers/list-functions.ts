import type { CodeRanges } from '#domain/bytes/code-ranges';
import type { AnalysisDepth } from '#domain/document/analysis-depth';
import type { FunctionInfo } from '#domain/document/functions';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import type { CodeRange } from '#domain/functions/function-extents';
import type { ImportSlots } from '#domain/functions/import-slots';
import { readCodeImage } from '#domain/functions/read-code-image';
import type { ExecutableHeader } from '#domain/shared/executable-header';
import type { CodeListing } from './list-code';
import { listCode, placesOf } from './list-code';
import type { OwnCode } from './read-own-code';
import { readsCodeOf } from './read-own-code';

export const NOTHING_LISTED: CodeListing = { truncated: [] };

export interface FunctionListingOrder {
  readonly task: { readonly depth: AnalysisDepth };
  readonly header: ExecutableHeader;
  readonly file: OpenedExecutable;
  readonly starts: { readonly code?: CodeRanges };
  readonly structure: { readonly slots: ImportSlots };
  readonly functions: readonly FunctionInfo[];
  /** Where we have read the code. */
  readonly own: OwnCode | undefined;
  /** Where radare2 has: where the code of the functions lies, as far as it says. */
  readonly ranges?: readonly CodeRange[];
  readonly signal: AbortSignal;
}

/** See `listCode`; of a file that cannot be read any more, nothing. @throws the signal's reason when it aborts. */
export async function listFunctions(order: FunctionListingOrder): Promise<CodeListing> {
  const { file, header, functions, own, ranges = [], signal } = order;
  const { code } = order.starts;
  const facts = { architecture: header.architecture, depth: order.task.depth, functions, slots: order.structure.slots };
  if (own !== undefined) {
    const read = new Map(own.functions.map((each) => [each.place, each.ranges]));
    return listCode({ ...facts, loaded: own.loaded, read });
  }
  if (code === undefined || !readsCodeOf(header)) return NOTHING_LISTED;
  try {
    const loaded = await readCodeImage(file, code, header.architecture === 'x86' ? 32 : 64);
    if (loaded === undefined) return NOTHING_LISTED;
    const read = placesOf(functions, ranges, loaded.image.address);
    return listCode({ ...facts, loaded, read });
  } catch {
    signal.throwIfAborted();
    return NOTHING_LISTED;
  }
}
