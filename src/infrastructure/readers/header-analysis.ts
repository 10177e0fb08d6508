import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CAPS, truncations } from '#domain/document/caps';
import type { FunctionInfo } from '#domain/document/functions';
import type { Kept } from '#domain/document/kept';
import type { StageReport } from '#domain/document/stages';
import { unitedFunctions } from '#domain/functions/function-list';
import type { FunctionStarts } from '#domain/functions/function-starts';
import { readFunctionStarts } from '#domain/functions/function-starts';
import { namedFunctions } from '#domain/functions/named-functions';
import { includes } from '#domain/jobs/analysis-options';
import { fileFacts } from '#domain/results/file-facts';
import { DomainError } from '#domain/shared/domain-error';
import type { FoundStrings } from './extract-strings';
import { extractStrings } from './extract-strings';
import { readContent } from './read-content';
import type { FileTables } from './read-file-tables';
import { readFileTables } from './read-file-tables';

const NO_CODE = 'Headers, tables and strings were read; code was not analysed.';
const NONE = { items: [], total: 0 } as const satisfies Kept<never>;
const SHOWN = ['sections', 'imports', 'exports', 'strings', 'functions', 'resources'] as const;
const NO_STRINGS: FoundStrings = { ...NONE, isWhole: true };

/** One run over one sample. */
export class HeaderAnalysis {
  constructor(
    private readonly task: EngineTask,
    private readonly source: ByteSource,
  ) {}

  async run(onProgress: (progress: EngineProgress) => void): Promise<Omit<EngineReport, 'identity'>> {
    const { header, focusAreas, samplePath } = this.task;
    const wants = (area: 'imports' | 'exports' | 'strings'): boolean => includes({ focusAreas }, area);
    onProgress({ stage: 'structure', percent: 5 });
    const started = performance.now();
    const tables = await this.readTables();
    const request = { samplePath, header, sections: tables.sections.items };
    const { anatomy: details, sections } = await readContent(request, this.source);
    const resources = capped(details.resources, CAPS.resources);
    onProgress({ stage: 'structure', percent: 30 });
    const { functions, fault } = await this.readFunctions(tables);
    onProgress({ stage: 'structure', percent: 50 });
    const strings = wants('strings') ? await extractStrings(this.source, tables.textPlaces) : NO_STRINGS;
    onProgress({ stage: 'code', percent: 95 });
    const shown = {
      sections: { items: sections, total: tables.sections.total },
      imports: wants('imports') ? tables.imports : NONE,
      exports: wants('exports') ? capped(tables.exports, CAPS.exports) : NONE,
      strings,
      functions,
      resources,
    };
    return {
      file: fileFacts(header, tables.traits, details, tables.entryPoints[0]),
      hardening: details.hardening,
      sections,
      segments: tables.segments,
      libraries: tables.libraries,
      resources: resources.items,
      imports: shown.imports.items,
      exports: shown.exports.items,
      strings: strings.items,
      functions: functions.items,
      decompiled: [],
      truncated: [...SHOWN.flatMap((section) => truncations(section, shown[section]))],
      stages: stagesOf(Math.round(performance.now() - started), strings, fault),
    };
  }

  private async readTables(): Promise<FileTables> {
    const tables = await readFileTables(this.source, this.task.header);
    if (tables !== undefined) return tables;
    throw new DomainError('CORRUPT_BINARY', 'Nothing of this file but its header could be read.', {
      remediation: 'Check that the file is complete.',
    });
  }

  private async readFunctions({
    sections,
    segments,
    symbols,
    exports,
    imports,
    entryPoints,
  }: FileTables): Promise<{ functions: Kept<FunctionInfo>; fault?: string }> {
    const { header } = this.task;
    if (!includes(this.task, 'functions')) return { functions: NONE };
    const starts = await this.readStarts();
    const { fault } = starts;
    const named = { symbols, exports, imports: imports.items, entryPoints };
    const findings = { sections: sections.items, segments };
    const known = await namedFunctions(header.format, { findings, named }, starts, nextTurn);
    return { functions: unitedFunctions(known, [], new Set()), ...(fault !== undefined && { fault }) };
  }

  /** None where the time is over: what symbols and exports name is there all the same. */
  private async readStarts(): Promise<FunctionStarts> {
    try {
      return await readFunctionStarts(this.source, this.task.header);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'ANALYSIS_TIMEOUT') throw error;
      return {
        tables: [],
        starts: [],
        reached: [],
        fault: 'The time was over before the tables of functions were read.',
      };
    }
  }
}

function stagesOf(elapsed: number, { isWhole }: FoundStrings, fault: string | undefined): readonly StageReport[] {
  const structure = isWhole
    ? ({ status: 'ok', elapsed_ms: elapsed } as const)
    : ({ status: 'partial', elapsed_ms: elapsed, reason: 'The time was over before all strings were read.' } as const);
  return [
    { name: 'structure', ...structure },
    { name: 'code', status: 'skipped', elapsed_ms: 0, reason: fault === undefined ? NO_CODE : `${NO_CODE} ${fault}` },
  ];
}

function capped<Item>(all: readonly Item[], cap: number): Kept<Item> {
  return { items: all.slice(0, cap), total: all.length };
}
