import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineTask } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CAPS } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { Section } from '#domain/document/sections';
import type { ExtractedString } from '#domain/document/strings';
import type { FunctionStarts } from '#domain/functions/function-starts';
import { readFunctionStarts } from '#domain/functions/function-starts';
import type { NamedFunctions } from '#domain/functions/named-functions';
import { namedFunctions } from '#domain/functions/named-functions';
import { includes } from '#domain/jobs/analysis-options';
import { DomainError } from '#domain/shared/domain-error';
import type { Deadline } from '#infrastructure/clock/deadline';
import { AttentiveSource } from '#infrastructure/readers/attentive-source';
import { extractStrings } from '#infrastructure/readers/extract-strings';
import type { ContentReader, FileContent } from '#infrastructure/readers/read-content';
import type { FileTables } from '#infrastructure/readers/read-file-tables';
import { readFileTables } from '#infrastructure/readers/read-file-tables';
import { timedOut } from './radare2.errors';
import { arePlaced } from './read-structure';

const NO_STARTS: FunctionStarts = { tables: [], starts: [], reached: [] };

/** Where the file says that functions begin. */
export interface KnownFunctions {
  readonly starts: FunctionStarts;
  /** Where the tables name them without radare2's help. */
  readonly named?: NamedFunctions;
}

/** All may still be under way. */
export interface OwnReading {
  readonly tables: Promise<FileTables>;
  readonly content: Promise<FileContent>;
  readonly functions: Promise<KnownFunctions>;
  /** Of the sections of PE files that hold code: linkers put constants there, and radare2 (6.1.8) does not look. */
  readonly codeTexts: Promise<Kept<ExtractedString>>;
}

/** Reads what of a file needs no radare2, while radare2 loads it. */
export class OwnReader {
  private readonly attentive: ByteSource;

  constructor(
    private readonly source: ByteSource,
    private readonly task: EngineTask,
    private readonly deadline: Deadline,
    private readonly signal: AbortSignal,
  ) {
    this.attentive = new AttentiveSource(source, deadline, signal);
  }

  read(readContent: ContentReader): OwnReading {
    const tables = this.readTables();
    const reading = {
      tables,
      content: tables.then(({ sections }) => this.readAllBytes(sections.items, readContent)),
      functions: tables.then((known) => this.readFunctions(known)),
      codeTexts: tables.then((known) => this.readCodeTexts(known)),
    };
    // Whether they failed is asked when they are needed, if they ever are.
    for (const each of Object.values(reading)) each.catch(() => undefined);
    return reading;
  }

  private async readTables(): Promise<FileTables> {
    const tables = await readFileTables(this.attentive, this.task.header);
    if (tables !== undefined) return tables;
    throw new DomainError('CORRUPT_BINARY', 'Nothing of this file but its header could be read.', {
      remediation: 'Check that the file is complete.',
    });
  }

  private async readFunctions(tables: FileTables): Promise<KnownFunctions> {
    const { header } = this.task;
    if (!includes(this.task, 'functions')) return { starts: NO_STARTS };
    const starts = await readFunctionStarts(this.attentive, header);
    if (!arePlaced(header.format, tables.imports)) return { starts };
    const { sections, segments, imports } = tables;
    const facts = {
      findings: { sections: sections.items, segments },
      named: { ...tables, imports: imports.items, exports: tables.exports.slice(0, CAPS.exports) },
    };
    return { starts, named: await namedFunctions(header.format, facts, starts, nextTurn) };
  }

  private async readCodeTexts({ textPlaces }: FileTables): Promise<Kept<ExtractedString>> {
    const { header } = this.task;
    const isNeeded = header.format === 'pe' && includes(this.task, 'strings');
    const places = textPlaces.filter(({ isCode, section }) => isNeeded && isCode && section !== undefined);
    const found = await extractStrings(this.attentive, places);
    if (!found.isWhole) throw timedOut('The strings among the code were not all read.', undefined);
    return found;
  }

  private async readAllBytes(sections: readonly Section[], readContent: ContentReader): Promise<FileContent> {
    const late = AbortSignal.timeout(Math.ceil(this.deadline.remainingMs));
    const { samplePath, header } = this.task;
    try {
      const signal = AbortSignal.any([this.signal, late]);
      return await readContent({ samplePath, header, sections }, this.source, signal);
    } catch (error) {
      this.signal.throwIfAborted();
      throw late.aborted ? timedOut('The file was not read to its end.', error) : error;
    }
  }
}
