import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { ByteSource } from '#domain/bytes/byte-source';
import { CAPS, truncations } from '#domain/document/caps';
import type { Kept } from '#domain/document/kept';
import type { StageReport } from '#domain/document/stages';
import { unitedFunctions } from '#domain/functions/function-list';
import { functionNames } from '#domain/functions/function-names';
import type { FunctionStarts } from '#domain/functions/function-starts';
import { includes } from '#domain/jobs/analysis-options';
import { fileFacts } from '#domain/results/file-facts';
import { isTimeout } from '#infrastructure/clock/timed-out';
import { beginOwnReading } from './own-reading';
import { readContent } from './read-content';
import { unread } from './read-file-tables';

const NO_CODE = 'Headers, tables and strings were read; code was not analysed.';
const NONE = { items: [], total: 0 } as const satisfies Kept<never>;
const SHOWN = ['sections', 'imports', 'exports', 'strings', 'functions', 'resources'] as const;

/** One run over one sample. */
export class HeaderAnalysis {
  constructor(
    private readonly task: EngineTask,
    private readonly source: ByteSource,
  ) {}

  async run(onProgress: (progress: EngineProgress) => void): Promise<Omit<EngineReport, 'identity'>> {
    const { task, source } = this;
    const { header, focusAreas } = task;
    const wants = (area: 'imports' | 'exports'): boolean => includes({ focusAreas }, area);
    onProgress({ stage: 'structure', percent: 5 });
    const started = performance.now();
    const reading = beginOwnReading({
      task,
      source,
      readContent: (request, file) => readContent(request, source, undefined, file),
      withoutStarts,
    });
    const tables = await reading.tables;
    const { anatomy: details, sections, strings } = await reading.content;
    const resources = capped(details.resources, CAPS.resources);
    onProgress({ stage: 'structure', percent: 30 });
    const { starts, named = new Map<never, never>() } = await reading.functions;
    const functions = unitedFunctions(named, [], new Set());
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
      ...(includes({ focusAreas }, 'functions') && {
        names: functionNames(functions.items, named, { stripped: tables.traits.stripped, exports: tables.exports }),
      }),
      decompiled: [],
      truncated: [...SHOWN.flatMap((section) => truncations(section, shown[section])), ...unread(tables, wants)],
      stages: stagesOf(Math.round(performance.now() - started), starts.fault),
    };
  }
}

/** None where the time is over: what symbols and exports name is there all the same. */
function withoutStarts(failure: unknown): FunctionStarts {
  if (!isTimeout(failure)) throw failure;
  const fault = 'The time was over before the tables of functions were read.';
  return { tables: [], starts: [], reached: [], fault };
}

function stagesOf(elapsed: number, fault: string | undefined): readonly StageReport[] {
  return [
    { name: 'structure', status: 'ok', elapsed_ms: elapsed },
    { name: 'code', status: 'skipped', elapsed_ms: 0, reason: fault === undefined ? NO_CODE : `${NO_CODE} ${fault}` },
  ];
}

function capped<Item>(all: readonly Item[], cap: number): Kept<Item> {
  return { items: all.slice(0, cap), total: all.length };
}
