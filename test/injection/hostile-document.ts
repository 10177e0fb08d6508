import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { CodeSignature } from '#domain/document/anatomy-facts';
import type { FunctionInfo } from '#domain/document/functions';
import type { Evidence, Finding, SecurityFindings } from '#domain/document/security-findings';
import { address } from '#domain/shared/address';
import { aDocument, anImport } from '#test/builders/document';

const [CODE, OTHER, DATA] = [address(0x1000), address(0x1100), address(0x9000)];
const QUIET = {
  ...{ near_misses: [], network_indicators: [], file_operations: [], registry_operations: [], process_operations: [] },
  ...{ crypto_indicators: [], anti_analysis: [], suspicious_patterns: [], packers: [], custom_pattern_matches: [] },
  contributions: [],
};

/** A document with `text` in every place where a document has text of a sample, or of who sent it. */
export function documentFullOf(text: string): AnalysisDocument {
  const document = aDocument({
    functions: [function_(CODE, text, text), function_(OTHER, `fcn.${(0x1100).toString(16).padStart(8, '0')}`, text)],
    strings: [
      {
        ...{
          content: text,
          address: DATA,
          offset: address(0x90),
          length: 16,
          encoding: 'utf-8',
          section: text,
        },
        ...{ type: 'readable_text', used_by: [CODE], used_by_total: 1 },
      },
    ],
    imports: [anImport(text, { library: text, address: address(0x2000), used_by: [CODE], used_by_total: 1 })],
    exports: [{ name: text, address: CODE, size: 16, type: 'function', forwarder: text }],
    sections: [{ name: text, address: CODE, offset: CODE, size: 16, virtual_size: 16, permissions: 'r-x' }],
    resources: [{ type: text, name: text, language: text, offset: DATA, size: 16 }],
    libraries: [text],
    security_findings: findings(text),
  });
  return { ...document, metadata: { ...document.metadata, file: { ...document.metadata.file, ...file(text) } } };
}

function function_(at: FunctionInfo['address'], name: string, text: string): FunctionInfo {
  const call = { address: at === CODE ? OTHER : CODE, name: text, type: 'call' as const };
  return {
    ...{ name, address: at, size: 16, type: 'function', source: 'symbol', complexity_score: 2, signature: text },
    ...{ imports: [text], strings: [{ address: DATA, content: text }], instructions: 12 },
    ...{ calls_to: [call], calls_from: [call] },
  };
}

function findings(text: string): SecurityFindings {
  const evidence: readonly Evidence[] = (['api', 'string'] as const).map((kind) => ({
    kind,
    value: text,
    function: text,
    path: [text, text],
    address: CODE,
  }));
  const finding: Finding = {
    ...{ id: 'custom:1', title: text, severity: 'low', category: 'custom_pattern', description: text, evidence },
    ...{ attack: [], confidence: 1, reach: 'file' },
  };
  const verdict = { word: 'ordinary', reasons: [] } as const;
  return { risk_score: 1, verdict, findings: [finding], ...QUIET };
}

function file(text: string): Partial<AnalysisDocument['metadata']['file']> {
  return {
    ...{ interpreter: text, soname: text, runpath: text, rpath: text, build_id: text, pdb_path: text, os: text },
    ...{ compiler: text, signed: true, imphash: text, uuid: text },
    version_info: {
      ProductName: text,
      FileDescription: text,
      FileVersion: text,
      CompanyName: text,
      OriginalFilename: text,
    },
    toolchain: [{ name: 'gcc', version: text, evidence: text }],
    packers: [{ name: text, version: text, confidence: 0.5, evidence: [text] }],
    signature: { ...SIGNATURE, subject: text, issuer: text, identifier: text },
    embedded_executables: [{ format: 'elf', architecture: 'x86_64', bits: 64, offset: DATA, size: 16, section: text }],
  };
}

const SIGNATURE: CodeSignature = { scheme: 'authenticode', verification: 'not_verified' };
