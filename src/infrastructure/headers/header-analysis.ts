import type { EngineProgress, EngineReport, EngineTask } from '#application/ports/analysis-engine.port';
import type { ExtractedString, Section } from '#domain/analysis/analysis-document';
import { includes } from '#domain/analysis/analysis-options';
import type { HeaderAnatomy } from '#domain/anatomy/header-anatomy';
import { readAnatomy } from '#domain/anatomy/read-anatomy';
import type { ByteSource } from '#domain/identification/byte-source';
import { readFunctionStarts } from '#domain/identification/function-starts';
import { address } from '#domain/shared/address';
import type { Address } from '#domain/shared/address';
import { DomainError } from '#domain/shared/domain-error';
import { CAPS, truncations } from '#infrastructure/radare2/caps';
import { fileFacts } from '#infrastructure/radare2/file-facts';
import { unitedFunctions } from '#infrastructure/radare2/function-list';
import { hardeningOf } from '#infrastructure/radare2/hardening';
import { readHeaderFlags } from '#infrastructure/radare2/header-flags';
import { namedFunctions } from '#infrastructure/radare2/named-functions';
import type { Kept } from '#infrastructure/radare2/radare2-answers';
import { measureSections } from '#infrastructure/radare2/section-digests';
import { extractStrings } from './extract-strings';

type Findings = Omit<EngineReport, 'identity' | 'functions' | 'stages'>;

const NO_CODE = 'Headers, tables and strings were read; code was not analysed.';

/** One run over one sample. */
export class HeaderAnalysis {
  constructor(
    private readonly task: EngineTask,
    private readonly source: ByteSource,
  ) {}

  async run(onProgress: (progress: EngineProgress) => void): Promise<Omit<EngineReport, 'identity'>> {
    onProgress({ stage: 'structure', percent: 5 });
    const started = performance.now();
    const anatomy = await this.readAnatomy();
    const findings = await this.describe(anatomy);
    onProgress({ stage: 'structure', percent: 80 });
    const { functions, fault } = await this.readFunctions(anatomy, findings);
    onProgress({ stage: 'code', percent: 95 });
    return {
      ...findings,
      functions: functions.items,
      truncated: [...findings.truncated, ...truncations('functions', functions)],
      stages: [
        { name: 'structure', status: 'ok', elapsed_ms: Math.round(performance.now() - started) },
        { name: 'code', status: 'skipped', elapsed_ms: 0, reason: [NO_CODE, fault ?? ''].join(' ').trim() },
      ],
    };
  }

  private async readAnatomy(): Promise<HeaderAnatomy> {
    const anatomy = await readAnatomy(this.source, this.task.header);
    const learned =
      anatomy === undefined ? 0 : anatomy.sections.length + anatomy.segments.length + anatomy.imports.length;
    if (anatomy !== undefined && learned > 0) return anatomy;
    throw new DomainError('CORRUPT_BINARY', 'Nothing of this file but its header could be read.', {
      remediation: 'Check that the file is complete.',
    });
  }

  private async describe(anatomy: HeaderAnatomy): Promise<Findings> {
    const { header } = this.task;
    const sections = await this.readSections(anatomy);
    const imports = this.kept('imports', anatomy.imports);
    const exports = this.kept('exports', anatomy.exports);
    const strings = await this.readStrings(anatomy);
    const flags = await readHeaderFlags(this.source, header);
    const info = { ...anatomy.traits };
    return {
      file: fileFacts(header, info, flags, sections.items, anatomy.entryPoint),
      hardening: hardeningOf(header, info, flags, anatomy.imports),
      sections: sections.items,
      segments: anatomy.segments.slice(0, CAPS.sections),
      libraries: anatomy.libraries.slice(0, CAPS.imports),
      imports: imports.items,
      exports: exports.items,
      strings: strings.items,
      truncated: [
        ...truncations('sections', sections),
        ...truncations('imports', imports),
        ...truncations('exports', exports),
        ...truncations('strings', strings),
      ],
    };
  }

  private async readSections({ sections }: HeaderAnatomy): Promise<Kept<Section>> {
    return {
      items: await measureSections(this.source, sections.slice(0, CAPS.sections)),
      total: sections.length,
    };
  }

  private async readStrings({ textPlaces }: HeaderAnatomy): Promise<Kept<ExtractedString>> {
    return includes(this.task, 'strings') ? extractStrings(this.source, textPlaces) : { items: [], total: 0 };
  }

  private kept<Item>(area: 'imports' | 'exports', all: readonly Item[]): Kept<Item> {
    return includes(this.task, area) ? { items: all.slice(0, CAPS[area]), total: all.length } : { items: [], total: 0 };
  }

  private async readFunctions(
    { symbols, exports, imports, entryPoint }: HeaderAnatomy,
    { sections, segments }: Findings,
  ): Promise<{ functions: ReturnType<typeof unitedFunctions>; fault?: string }> {
    if (!includes(this.task, 'functions')) return { functions: { items: [], total: 0 } };
    const { header } = this.task;
    const { starts, fault } = await readFunctionStarts(this.source, header);
    const entry = header.entryPoint ?? entryPoint;
    const entries = entry === undefined ? [] : [header.architecture === 'arm' ? evenAddress(entry) : entry];
    const named = await namedFunctions(
      header.format,
      { findings: { sections, segments }, named: { symbols, exports, imports, entryPoints: entries } },
      starts,
    );
    return { functions: unitedFunctions(named, [], new Set()), ...(fault !== undefined && { fault }) };
  }
}

/** On ARM an odd address marks Thumb code. */
function evenAddress(place: Address): Address {
  return address(BigInt(place) & ~1n);
}
