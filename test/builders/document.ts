import type { AnalysisDocument } from '#domain/document/analysis-document';
import { SCHEMA_VERSION } from '#domain/document/analysis-document';
import type { FunctionInfo } from '#domain/document/functions';
import type { ExtractedString } from '#domain/document/strings';
import type { Import } from '#domain/document/symbols';
import { address } from '#domain/shared/address';
import { mimeType } from '#domain/shared/mime-type';
import { sha256 } from '#domain/shared/sha256';

export function someFunctions(count: number): readonly FunctionInfo[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `fcn.${(0x1000 + index * 64).toString(16).padStart(8, '0')}`,
    address: address(0x1000 + index * 64),
    size: 64,
    type: 'function',
    source: 'unwind',
  }));
}

export function someStrings(count: number, prefix = 'text'): readonly ExtractedString[] {
  return Array.from({ length: count }, (_, index) => {
    const content = `${prefix} ${index}`;
    return {
      content,
      address: address(0x40_0000 + index * 16),
      offset: address(index * 16),
      length: content.length,
      encoding: 'ascii',
      type: 'readable_text',
    };
  });
}

export function anImport(name: string, facts: Partial<Import> = {}): Import {
  return { name, category: 'other', ...facts };
}

/** The document of a small ELF executable, as a standard analysis makes it; its counts follow its lists. */
export function aDocument(parts: Partial<AnalysisDocument> = {}): AnalysisDocument {
  const lists = {
    sections: [],
    segments: [],
    libraries: ['libc.so.6'],
    resources: [],
    functions: someFunctions(3),
    strings: someStrings(2),
    imports: [anImport('puts', { category: 'file' })],
    exports: [],
    decompiled: [],
    ...parts,
  };
  return {
    schema_version: SCHEMA_VERSION,
    success: true,
    confidence: 0.9,
    confidence_reasons: [],
    not_analysed: [],
    metadata: someMetadata(),
    summary: {
      counts: {
        functions: lists.functions.length,
        strings: lists.strings.length,
        imports: lists.imports.length,
        exports: lists.exports.length,
        sections: lists.sections.length,
        decompiled: lists.decompiled.length,
        segments: lists.segments.length,
        libraries: lists.libraries.length,
      },
      hardening: { nx: true, pie: true, canary: false, relro: 'partial' },
      libraries: lists.libraries,
      notable_imports: {},
      risk_score: 0.5,
      verdict: { word: 'ordinary', reasons: [] },
      top_findings: [],
      capabilities: [],
      narrative: 'It is a program.',
      narrative_sources: [],
    },
    security_findings: null,
    ...lists,
  };
}

function someMetadata(): AnalysisDocument['metadata'] {
  return {
    job_id: '3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b',
    analysis_config: {
      analysis_depth: 'standard',
      focus_areas: [],
      timeout_seconds: 300,
      enable_security_scan: true,
      custom_patterns: [],
    },
    started_at: '2026-01-15T12:00:00.000Z',
    completed_at: '2026-01-15T12:00:01.500Z',
    duration_ms: 1500,
    engine: 'radare2',
    radare2_version: '6.0.0',
    engine_version: 'radare2-6.0.0+1',
    rules_version: '1',
    sandbox: 'bwrap',
    stages: [{ name: 'structure', status: 'ok', elapsed_ms: 400 }],
    truncated: [],
    file: {
      name: 'hello.elf',
      size: 16_384,
      md5: 'a'.repeat(32),
      sha1: 'b'.repeat(40),
      sha256: sha256('d'.repeat(64)),
      format: 'elf',
      kind: 'executable',
      architecture: 'x86_64',
      bits: 64,
      endianness: 'little',
      description: 'ELF 64-bit executable, x86-64',
      mime_type: mimeType('application/x-executable'),
      stripped: false,
      static: false,
      signed: false,
      entry_point: address(0x1000),
    },
  };
}
