import { setImmediate as nextTurn } from 'node:timers/promises';

import type { ByteSource } from '#domain/bytes/byte-source';
import type { CodeCoverage, FunctionInfo } from '#domain/document/functions';
import type { Truncation } from '#domain/document/parts';
import type { Section, Segment } from '#domain/document/sections';
import type { StageReport } from '#domain/document/stages';
import type { ExtractedString } from '#domain/document/strings';
import type { Import } from '#domain/document/symbols';
import type { UseSites } from '#domain/document/use-site';
import { Arm64References, namesPage } from '#domain/functions/arm64-references';
import { codeCoverage } from '#domain/functions/code-coverage';
import type { CodeRange } from '#domain/functions/function-extents';
import { FunctionExtents } from '#domain/functions/function-extents';
import type { FoundFunction } from '#domain/functions/function-list';
import type { ImportSlots } from '#domain/functions/import-slots';
import type { InstructionReference } from '#domain/functions/instruction-reference';
import { referenceOfLine } from '#domain/functions/reference';
import { relationTruncations } from '#domain/functions/relation-truncations';
import type { RelationSubjects } from '#domain/functions/relations';
import { RelationIndex } from '#domain/functions/relations';
import { JUMP_LENGTH, x86Jumps } from '#domain/functions/x86-jumps';
import { address } from '#domain/shared/address';
import type { Architecture } from '#domain/shared/executable-header';
import { KB } from '#domain/shared/quantities';
import type { Deadline } from '#infrastructure/clock/deadline';
import { readScatteredBlocks } from './basic-blocks';
import type { Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';
import type { ShareListener } from './share-listener';
import { within } from './share-listener';
import { textLines } from './text-lines';

/** 35 bytes each; a 10 MB program has 300,000. */
const MOST_REFERENCES = 2_000_000;
/** What may be a reference in decoded code; 10 MB have some 200,000, a hostile file one at each byte. */
const MOST_DECODED = 1_000_000;
/** Bytes, whole instructions: some ten milliseconds even where each is a jump. */
const CHUNK = 16 * KB;
/** Where the blocks of functions end, as a share of all; the rest is references, of which the number is known. */
const BLOCKS_END = 0.5;
/** Sections of a hostile file may all be the whole file: so often it is read at most. */
const READINGS = 2;

export interface CodeBytes {
  readonly source: ByteSource;
  readonly architecture: Architecture;
  readonly sections: readonly Section[];
}

export interface RelationFindings {
  readonly functions: readonly FunctionInfo[];
  readonly strings: readonly ExtractedString[];
  /** All that the file has, whether they are shown or not. */
  readonly imports: readonly Import[];
  /** Absent where no relations were read. */
  readonly sites?: UseSites;
  readonly coverage?: CodeCoverage;
  /** Where the code of the functions lies; absent where it was not read by radare2. */
  readonly ranges?: readonly CodeRange[];
  readonly truncated: readonly Truncation[];
  readonly status: StageReport['status'];
  readonly reason?: string;
}

export interface RelationRequest extends Omit<RelationSubjects, 'imports' | 'extents'> {
  readonly found: readonly FoundFunction[];
  readonly imports: ImportSlots;
  readonly segments: readonly Segment[];
}

/** Hears how far it is. */
export interface RelationListener {
  readonly onShare: ShareListener;
  /** radare2 has said all that there is to relate. */
  readonly whenAsked: () => void;
}

/** After the analysis of code. @throws as the session does. */
export async function readRelations(
  radare2: Radare2Answers,
  request: RelationRequest,
  code: CodeBytes,
  { onShare, whenAsked }: RelationListener,
): Promise<RelationFindings> {
  const extents = new FunctionExtents(
    request.functions,
    request.found,
    await readScatteredBlocks(radare2, request.found, within(onShare, 0, BLOCKS_END)),
  );
  const coverage = codeCoverage({ sections: code.sections, segments: request.segments }, extents.ranges);
  const count = await radare2.count(commands.REFERENCE_COUNT);
  const index = new RelationIndex({ ...request, extents });
  const described = { ...(coverage !== undefined && { coverage }), ranges: extents.ranges };
  if (count > MOST_REFERENCES) return { ...described, ...tooMany(request, count) };
  const references = await radare2.bytes(commands.REFERENCES);
  whenAsked();
  let reason: string | undefined;
  let read = 0;
  const isPart = code.architecture === 'arm64' ? namesPage : undefined;
  for await (const lines of textLines(references)) {
    if (radare2.deadline.isOver) {
      reason = 'The time was over while relations were read.';
      break;
    }
    onShare(BLOCKS_END + Math.min(1, read / Math.max(1, count)) * (1 - BLOCKS_END));
    read += lines.length;
    for (const line of lines) {
      const reference = referenceOfLine(line);
      if (reference !== undefined && isPart?.(reference) !== true) index.add(reference);
    }
  }
  reason ??= await addDecoded(index, code, radare2.deadline);
  const { functions, strings, imports, sites, ...counts } = await index.apply(nextTurn);
  const status = reason === undefined ? 'ok' : 'partial';
  return {
    ...{ ...described, functions, strings, imports, sites, status },
    truncated: relationTruncations(counts),
    ...(reason !== undefined && { reason }),
  };
}

/**
 * Why it did not come to its end; `undefined` when it did.
 *
 * What radare2 does not see without emulating or decoding all code once more, for a third of the analysis' time: addresses that
 * two instructions of ARM64 make, and jumps from the end of one function to another. Decoding them here takes milliseconds.
 */
async function addDecoded(
  index: RelationIndex,
  { source, sections, architecture }: CodeBytes,
  deadline: Deadline,
): Promise<string | undefined> {
  let allowance = source.size * READINGS;
  let decoded = 0;
  for (const { address: start, offset, size, permissions } of sections) {
    const read = permissions.endsWith('x') ? decoderOf(architecture) : undefined;
    if (read === undefined) continue;
    const length = Math.min(size, source.size, allowance);
    allowance -= length;
    for (let at = 0; at < length; at += CHUNK) {
      if (decoded > MOST_DECODED || deadline.isOver) return 'Not all code was decoded for jumps and addresses.';
      const bytes = await source.read(Number(offset) + at, Math.min(CHUNK + read.overlap, length - at));
      for (const { from, to, kind } of read.decode(bytes, BigInt(start) + BigInt(at))) {
        decoded++;
        index.add({ from: address(BigInt.asUintN(64, from)), to: address(to), kind });
      }
    }
  }
  return undefined;
}

interface CodeDecoder {
  readonly decode: (code: Uint8Array, address: bigint) => Iterable<InstructionReference>;
  /** Bytes of a piece that the next one begins with. */
  readonly overlap: number;
}

/** For one section. */
function decoderOf(architecture: Architecture): CodeDecoder | undefined {
  if (architecture === 'arm64') {
    const references = new Arm64References();
    return { decode: (code, start) => references.in(code, start), overlap: 0 };
  }
  if (architecture !== 'x86' && architecture !== 'x86_64') return undefined;
  const bits = architecture === 'x86' ? 32 : 64;
  return { decode: (code, start) => x86Jumps(code, start, bits), overlap: JUMP_LENGTH - 1 };
}

function tooMany(
  { functions, strings = [], imports }: RelationRequest,
  count: number,
): Omit<RelationFindings, 'coverage'> {
  const reason = `Of ${count} cross-references none were read: ${MOST_REFERENCES} are the most.`;
  const truncated = [{ section: 'relations', kept: 0, total: count, reason } as const];
  return { functions, strings, imports: imports.imports, truncated, status: 'partial', reason };
}
