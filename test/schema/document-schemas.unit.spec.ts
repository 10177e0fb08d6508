import type { AnalysisDocument } from '#domain/document/analysis-document';
import { address } from '#domain/shared/address';
import schemas from '#presentation/http/contract/document-schemas.json';
import { aDocument, anImport, someFunctions } from '#test/builders/document';
import { schemaFaults } from '#test/support/schema-faults';

describe('the published schema of a document', () => {
  const document = aDocument({
    functions: someFunctions(3),
    imports: [anImport('connect', { address: address(0xffff_ffff_ffff_ffffn) })],
  });
  const faultsWith = (change: object): readonly string[] =>
    schemaFaults('AnalysisDocument', { ...document, ...change });

  it('admits a document', () => {
    expect(schemaFaults('AnalysisDocument', document)).toEqual([]);
  });

  it('admits one without a security scan', () => {
    const summary = { ...document.summary, risk_score: null };
    expect(faultsWith({ security_findings: null, summary })).toEqual([]);
  });

  it.each([
    ['a field that is not part of it', { verdict: 'malware' }, 'must NOT have additional properties'],
    ['an address that is a number', { imports: [anImport('x', { address: 4096 as never })] }, 'must be string'],
    ['an address with leading zeros', { imports: [anImport('x', { address: '0x0040' as never })] }, 'must match'],
    ['a choice that is not one of them', { imports: [anImport('x', { category: 'magic' as never })] }, 'must be equal'],
    ['a confidence above 1', { confidence: 1.01 }, 'must be <= 1'],
    ['a count that is not whole', { functions: [{ ...document.functions[0], size: 1.5 }] }, 'must be integer'],
    ['a count below nothing', { functions: [{ ...document.functions[0], size: -1 }] }, 'must be >= 0'],
    ['a missing list', { strings: undefined }, "must have required property 'strings'"],
    ['no findings where there must be null', { security_findings: {} }, 'must'],
  ])('refuses %s', (_what, change, fault) => {
    expect(faultsWith(change).join('\n')).toContain(fault);
  });

  it('leaves no object open', () => {
    const open = Object.entries(schemas as Record<string, { type?: string; additionalProperties?: unknown }>)
      .filter(([, { type, additionalProperties }]) => type === 'object' && additionalProperties !== false)
      .map(([name]) => name);
    expect(open).toEqual([]);
  });

  it('knows every part of a document', () => {
    const parts: readonly (keyof AnalysisDocument)[] = Object.keys(document) as (keyof AnalysisDocument)[];
    expect(Object.keys(schemas.AnalysisDocument.properties).sort()).toEqual([...parts].sort());
  });
});
