import { setImmediate as nextTurn } from 'node:timers/promises';

import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { FunctionInfo, Import, Section, StageReport } from '#domain/analysis/analysis-document';
import { categoriseImport } from '#domain/analysis/categorise-import';
import { includes } from '#domain/analysis/analysis-options';
import type { HeaderAnatomy, ImportedName } from '#domain/headers/header-anatomy';
import { readFileAnatomy } from '#domain/anatomy/read-file-anatomy';
import { readAnatomy } from '#domain/headers/read-anatomy';
import type { ByteSource } from '#domain/identification/byte-source';
import { readFunctionStarts } from '#domain/identification/function-starts';
import { address } from '#domain/shared/address';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { CAPS, truncations } from '#infrastructure/radare2/caps';
import { fileFacts } from '#infrastructure/radare2/file-facts';
import { unitedFunctions } from '#infrastructure/radare2/function-list';
import { namedFunctions } from '#infrastructure/radare2/named-functions';
import type { Kept } from '#infrastructure/radare2/radare2-answers';
import { measureSections } from '#infrastructure/radare2/section-digests';
import { extractStrings } from './extract-strings';
import type { FoundStrings } from './extract-strings';

const IMPORTS_PER_TURN = 2000;
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
    const { header, focusAreas } = this.task;
    const wants = (area: 'imports' | 'exports' | 'strings'): boolean => includes({ focusAreas }, area);
    onProgress({ stage: 'structure', percent: 5 });
    const started = performance.now();
    const anatomy = await this.readAnatomy();
    const sections = await this.readSections(anatomy);
    const imports = await categorised(anatomy.imports);
    const details = await readFileAnatomy(this.source, header);
    const info = { ...anatomy.traits };
    const resources = capped(details.resources, CAPS.resources);
    onProgress({ stage: 'structure', percent: 30 });
    const { functions, fault } = await this.readFunctions(anatomy, sections.items, imports);
    onProgress({ stage: 'structure', percent: 50 });
    const strings = wants('strings') ? await extractStrings(this.source, anatomy.textPlaces) : NO_STRINGS;
    onProgress({ stage: 'code', percent: 95 });
    const shown = {
      sections,
      imports: wants('imports') ? { items: imports, total: anatomy.imports.length } : NONE,
      exports: wants('exports') ? capped(anatomy.exports, CAPS.exports) : NONE,
      strings,
      functions,
      resources,
    };
    return {
      file: fileFacts(header, info, details, sections.items, anatomy.entryPoint),
      hardening: details.hardening,
      sections: sections.items,
      segments: anatomy.segments.slice(0, CAPS.sections),
      libraries: anatomy.libraries.slice(0, CAPS.imports),
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

  private async readAnatomy(): Promise<HeaderAnatomy> {
    const anatomy = await readAnatomy(this.source, this.task.header);
    const { sections = [], segments = [], imports = [] } = anatomy ?? {};
    if (anatomy !== undefined && sections.length + segments.length + imports.length > 0) return anatomy;
    throw new DomainError('CORRUPT_BINARY', 'Nothing of this file but its header could be read.', {
      remediation: 'Check that the file is complete.',
    });
  }

  private async readSections({ sections }: HeaderAnatomy): Promise<Kept<Section>> {
    const { items, total } = capped(sections, CAPS.sections);
    return { items: await measureSections(this.source, items), total };
  }

  private async readFunctions(
    { symbols, exports, entryPoint, segments }: HeaderAnatomy,
    sections: readonly Section[],
    imports: readonly Import[],
  ): Promise<{ functions: Kept<FunctionInfo>; fault?: string }> {
    const { header } = this.task;
    if (!includes(this.task, 'functions')) return { functions: NONE };
    const starts = await readFunctionStarts(this.source, header);
    const { fault } = starts;
    const entry = header.entryPoint ?? entryPoint;
    const entryPoints = entry === undefined ? [] : [header.architecture === 'arm' ? evenAddress(entry) : entry];
    const named = { symbols, exports, imports, entryPoints };
    const known = await namedFunctions(header.format, { findings: { sections, segments }, named }, starts);
    return { functions: unitedFunctions(known, [], new Set()), ...(fault !== undefined && { fault }) };
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

/** As many as a document holds. */
async function categorised(names: readonly ImportedName[]): Promise<readonly Import[]> {
  const imports: Import[] = [];
  for (const each of names.slice(0, CAPS.imports)) {
    imports.push({ ...each, category: categoriseImport(each.name, each.library) });
    if (imports.length % IMPORTS_PER_TURN === 0) await nextTurn();
  }
  return imports;
}

/** On ARM an odd address marks Thumb code. */
function evenAddress(place: Address): Address {
  return address(BigInt(place) & ~1n);
}
