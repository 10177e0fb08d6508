import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineTask } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import { MOST_DIGESTED_BYTES } from '#domain/bytes/locality-digest';
import { CAPS } from '#domain/document/caps';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { openExecutable } from '#domain/executables/open-executable';
import type { FunctionStarts } from '#domain/functions/function-starts';
import { readFunctionStarts } from '#domain/functions/function-starts';
import type { NamedFunctions } from '#domain/functions/named-functions';
import { namedFunctions } from '#domain/functions/named-functions';
import { includes } from '#domain/jobs/analysis-options';
import { DomainError } from '#domain/shared/domain-error';
import { MB } from '#domain/shared/quantities';
import type { ContentRequest, FileContent } from './read-content';
import type { FileTables } from './read-file-tables';
import { readFileTables } from './read-file-tables';

/** Of a larger file a TLSH would be more than a tenth of a quick analysis. */
const DIGESTED_QUICKLY = 8 * MB;
const NO_STARTS: FunctionStarts = { tables: [], starts: [], reached: [] };

/** Where the file says that functions begin. */
export interface KnownFunctions {
  readonly starts: FunctionStarts;
  /** Absent where functions were not asked for, or the tables do not suffice to name them. */
  readonly named?: NamedFunctions;
}

/** What our own readers find in a file; all may still be under way. */
export interface OwnReading {
  readonly file: Promise<OpenedExecutable>;
  readonly tables: Promise<FileTables>;
  readonly content: Promise<FileContent>;
  readonly functions: Promise<KnownFunctions>;
}

export interface OwnReadingOrder {
  readonly task: EngineTask;
  /** For its tables. */
  readonly source: ByteSource;
  /** Takes a look at every byte. */
  readonly readContent: (request: ContentRequest, file: OpenedExecutable) => Promise<FileContent>;
  /** Whether the tables suffice to name the functions; they do unless told. */
  readonly suffices?: (tables: FileTables) => boolean;
  /** What stands in for the starts of functions when reading them failed; unless told, nothing does. @throws the failure. */
  readonly withoutStarts?: (failure: unknown) => FunctionStarts;
}

/** Begins all of it: the file is opened once, its tables come first. */
export function beginOwnReading(order: OwnReadingOrder): OwnReading {
  const opened = openFile(order);
  const tables = opened.then((file) => tablesOf(file, order));
  const reading = {
    file: opened,
    tables,
    content: tables.then(async (known) => contentOf(await opened, order, known)),
    functions: tables.then(async (known) => functionsOf(await opened, order, known)),
  };
  // Whether they failed is asked when they are needed, if they ever are.
  for (const each of Object.values(reading)) each.catch(() => undefined);
  return reading;
}

async function openFile({ source, task }: OwnReadingOrder): Promise<OpenedExecutable> {
  return (await openExecutable(source, task.header)) ?? refuse();
}

async function tablesOf(file: OpenedExecutable, { task }: OwnReadingOrder): Promise<FileTables> {
  return (await readFileTables(file, task.header)) ?? refuse();
}

function refuse(): never {
  throw new DomainError('CORRUPT_BINARY', 'Nothing of this file but its header could be read.', {
    remediation: 'Check that the file is complete.',
  });
}

function contentOf(
  file: OpenedExecutable,
  { task, readContent }: OwnReadingOrder,
  { sections, textPlaces }: FileTables,
): Promise<FileContent> {
  const { samplePath, header } = task;
  const wanted = includes(task, 'strings') ? { textPlaces } : {};
  const digestedBytes = task.depth === 'quick' ? DIGESTED_QUICKLY : MOST_DIGESTED_BYTES;
  return readContent({ samplePath, header, sections: sections.items, digestedBytes, ...wanted }, file);
}

async function functionsOf(
  file: OpenedExecutable,
  { task, suffices, withoutStarts }: OwnReadingOrder,
  tables: FileTables,
): Promise<KnownFunctions> {
  if (!includes(task, 'functions')) return { starts: NO_STARTS };
  const starts = await readFunctionStarts(file).catch((failure: unknown) => {
    if (withoutStarts === undefined) throw failure;
    return withoutStarts(failure);
  });
  if (suffices?.(tables) === false) return { starts };
  const { sections, segments, imports, exports } = tables;
  const facts = {
    findings: { sections: sections.items, segments },
    named: { ...tables, imports: imports.items, exports: exports.slice(0, CAPS.exports) },
  };
  return { starts, named: await namedFunctions(task.header.format, facts, starts, nextTurn) };
}
