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
import { isReadByUs } from './read-own-code';

export const NOTHING_LISTED: CodeListing = { truncated: [] };

export interface FunctionListingOrder {
  readonly file: OpenedExecutable;
  readonly code: CodeRanges | undefined;
  readonly header: ExecutableHeader;
  readonly depth: AnalysisDepth;
  readonly functions: readonly FunctionInfo[];
  readonly slots: ImportSlots;
  /** Where we have read the code. */
  readonly own: OwnCode | undefined;
  /** Where radare2 has: where the code of the functions lies, as far as it says. */
  readonly ranges?: readonly CodeRange[];
  readonly signal: AbortSignal;
}

/** See `listCode`; of a file that cannot be read any more, nothing. @throws the signal's reason when it aborts. */
export async function listFunctions(order: FunctionListingOrder): Promise<CodeListing> {
  const { file, code, header, depth, functions, slots, own, ranges = [], signal } = order;
  const { architecture } = header;
  if (own !== undefined) {
    const read = new Map(own.functions.map((each) => [each.place, each.ranges]));
    return listCode({ loaded: own.loaded, architecture, depth, functions, slots, read });
  }
  if (code === undefined || !isReadByUs(header)) return NOTHING_LISTED;
  try {
    const loaded = await readCodeImage(file, code, architecture === 'x86' ? 32 : 64);
    if (loaded === undefined) return NOTHING_LISTED;
    const read = placesOf(functions, ranges, loaded.image.address);
    return listCode({ loaded, architecture, depth, functions, slots, read });
  } catch {
    signal.throwIfAborted();
    return NOTHING_LISTED;
  }
}
