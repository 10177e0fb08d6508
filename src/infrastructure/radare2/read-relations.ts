import type {
  CodeCoverage,
  ExtractedString,
  FunctionInfo,
  Import,
  Section,
  Segment,
  StageReport,
  Truncation,
} from '#domain/analysis/analysis-document';
import { Arm64Pairs } from '#domain/analysis/arm64-pairs';
import type { Architecture } from '#domain/identification/executable-header';
import type { ByteSource } from '#domain/identification/byte-source';
import { address } from '#domain/shared/address';
import { readScatteredBlocks } from './basic-blocks';
import { codeCoverage } from './code-coverage';
import { FunctionExtents } from './function-extents';
import type { FoundFunction } from './function-list';
import { RELATION_LIMITS } from './bounded-lists';
import { importSlots, relocationOfLine } from './import-slots';
import type { ImportSlots, RelocatedName } from './import-slots';
import type { Radare2Answers } from './radare2-answers';
import * as commands from './radare2-command';
import { referenceOfLine } from './reference';
import { RelationIndex } from './relations';
import type { RelationSubjects } from './relations';
import { textLines } from './text-lines';

/** 35 bytes each; a 10 MB program has 300,000. */
const MOST_REFERENCES = 2_000_000;
/** Whole instructions. */
const CHUNK = 64 * 1024;
/** Sections of a hostile file may all be the whole file: so often it is read at most. */
const READINGS = 2;

const CUT = `A function has at most ${RELATION_LIMITS.list} of each kind, in limited space.`;

/** Where the imports lie, also those that have no stub. */
async function readImportSlots(radare2: Radare2Answers, imports: readonly Import[]): Promise<ImportSlots> {
  const relocations: RelocatedName[] = [];
  for await (const lines of textLines(await radare2.bytes(commands.RELOCATION_FLAGS))) {
    for (const line of lines) {
      const relocation = relocationOfLine(line);
      if (relocation !== undefined) relocations.push(relocation);
    }
  }
  return importSlots(imports, relocations);
}

export interface CodeBytes {
  readonly source: ByteSource;
  readonly architecture: Architecture;
  readonly sections: readonly Section[];
}

export interface RelationFindings {
  readonly functions: readonly FunctionInfo[];
  readonly strings: readonly ExtractedString[];
  /** With the place of each that has one. */
  readonly imports: readonly Import[];
  readonly coverage?: CodeCoverage;
  readonly truncated: readonly Truncation[];
  readonly status: StageReport['status'];
  readonly reason?: string;
}

export interface RelationRequest extends Omit<RelationSubjects, 'imports' | 'extents'> {
  readonly found: readonly FoundFunction[];
  readonly imports: readonly Import[];
  readonly segments: readonly Segment[];
}

/** After the analysis of code. @throws as the session does. */
export async function readRelations(
  radare2: Radare2Answers,
  request: RelationRequest,
  code: CodeBytes,
): Promise<RelationFindings> {
  const extents = new FunctionExtents(
    request.functions,
    request.found,
    await readScatteredBlocks(radare2, request.found),
  );
  const imports = await readImportSlots(radare2, request.imports);
  const coverage = codeCoverage({ sections: code.sections, segments: request.segments }, extents.ranges);
  const count = Number(await radare2.text(commands.REFERENCE_COUNT));
  const index = new RelationIndex({ ...request, extents, imports });
  const described = { imports: imports.imports, ...(coverage !== undefined && { coverage }) };
  if (count > MOST_REFERENCES) return { ...described, ...tooMany(request, count) };
  for await (const lines of textLines(await radare2.bytes(commands.REFERENCES))) {
    for (const line of lines) {
      const reference = referenceOfLine(line);
      if (reference !== undefined) index.add(reference);
    }
  }
  if (code.architecture === 'arm64') await addPairs(index, code);
  const { functions, strings, total, kept } = await index.apply();
  const truncated = kept < total ? [{ section: 'relations', kept, total, reason: CUT } as const] : [];
  return { ...described, functions, strings, truncated, status: 'ok' };
}

/**
 * radare2 sees the two instructions that make an address only where it emulates, for a third of the analysis' time: decoding
 * them here takes milliseconds and finds the same strings.
 */
async function addPairs(index: RelationIndex, { source, sections }: CodeBytes): Promise<void> {
  let allowance = source.size * READINGS;
  for (const { address: start, offset, size, permissions } of sections) {
    if (!permissions.endsWith('x')) continue;
    const pairs = new Arm64Pairs();
    const length = Math.min(size, source.size, allowance);
    allowance -= length;
    for (let at = 0; at < length; at += CHUNK) {
      const bytes = await source.read(Number(offset) + at, Math.min(CHUNK, length - at));
      for (const { from, to } of pairs.in(bytes, BigInt(start) + BigInt(at))) {
        index.add({ from: address(BigInt.asUintN(64, from)), to: address(to), kind: 'data' });
      }
    }
  }
}

function tooMany(
  { functions, strings = [] }: RelationRequest,
  count: number,
): Omit<RelationFindings, 'imports' | 'coverage'> {
  const reason = `Of ${count} cross-references none were read: ${MOST_REFERENCES} are the most.`;
  const truncated = [{ section: 'relations', kept: 0, total: count, reason } as const];
  return { functions, strings, truncated, status: 'partial', reason };
}
