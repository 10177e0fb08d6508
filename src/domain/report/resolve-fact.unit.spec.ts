import { UNDER_WAY } from '#domain/document/stages';
import { address } from '#domain/shared/address';
import { aDocument, anImport, someFunctions, someStrings } from '#test/builders/document';
import { ProgramModel } from './program-model';
import { Report } from './report';
import { resolve } from './resolve-fact';
import { SampleText } from './sample-text';

const functions = someFunctions(40).map((each, index) => ({
  ...each,
  name: index === 0 ? 'main' : index === 1 ? 'connect' : index < 4 ? 'twice' : 'init',
}));
const strings = someStrings(3).map((each, index) => ({
  ...each,
  ...(index === 2 && { address: address(0x40_0010) }),
  ...(index === 0 && { content: 'usage: prog [-x]' }),
}));
const document = aDocument({
  functions,
  imports: [
    anImport('connect', { library: 'WS2_32.dll', address: address(0x9000) }),
    anImport('Ordinal_7', { library: 'WS2_32.dll', address: address(0x9008) }),
    anImport('Ordinal_7', { library: 'api-ms-1.2.dll', address: address(0x9010) }),
    anImport('placeless'),
  ],
  exports: [
    { name: 'start', address: address(0x1000), size: 0, type: 'function' },
    { name: 'again', address: address(0), size: 0, type: 'other' },
    { name: 'again', address: address(0), size: 0, type: 'other' },
  ],
  strings,
});
const model = new ProgramModel(document);

function found(text: string): readonly string[] {
  return resolve(model, text).map(({ kind, index }) => `${kind} ${index}`);
}

describe('a reference', () => {
  it.each([
    ['0x1000', ['function 0', 'export 0']],
    ['0X1000', ['function 0', 'export 0']],
    ['fn:main', ['function 0']],
    ['main', ['function 0']],
    ['connect', ['function 1']],
    ['imp:connect', ['import_use 0']],
    ['imp:ws2_32.connect', ['import_use 0']],
    ['imp:ws2_32.dll.Ordinal_7', ['import_use 1']],
    ['api-ms-1.2.Ordinal_7', ['import_use 2']],
    ['imp:placeless', ['import_use 3']],
    ['start', ['export 0']],
    ['exp:#2', ['export 2']],
    ['str:0x400010', ['string 1']],
    ['text 1', ['string 1']],
    ['id:build', ['identity 1']],
  ])('%s names %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('of every fact names that fact', () => {
    const { sources } = new Report(model, new SampleText(() => false), 'prog');
    for (const source of sources)
      for (let index = 0; index < source.count; index += 1) {
        const ref = source.ref(index);
        expect([ref, found(ref)]).toEqual([ref, [`${source.kind} ${index}`]]);
      }
  });

  it('names one also at address 0, of tools of one name, and where a name looks like an address', () => {
    const tool = { name: 'UPX', confidence: 0.9, evidence: ['UPX!'] };
    const plain = aDocument({
      functions: someFunctions(1).map((each) => ({ ...each, address: address(0) })),
      imports: [anImport('0x20')],
      exports: [{ name: '0x30', address: address(0x40), size: 0, type: 'function' }],
    });
    const file = { ...plain.metadata.file, packers: [tool, tool] };
    const other = new ProgramModel({ ...plain, metadata: { ...plain.metadata, file } });
    const { sources } = new Report(other, new SampleText(() => false), 'prog');
    const refs = sources.flatMap((source) => Array.from({ length: source.count }, (_, index) => source.ref(index)));
    expect(refs).toEqual(expect.arrayContaining(['fn:0x0', 'id:packer', 'id:packer/2']));
    expect(refs.map((ref) => resolve(other, ref).length)).toEqual(refs.map(() => 1));
  });

  it.each(['', 'nothing', 'fn:', 'fn:0x400010', 'fn:#40', 'imp:KERNEL32.connect', 'self:9', 'cap:0', 'exp:0x0', 'id:'])(
    'that names nothing is told: %j',
    (text) => {
      expect(() => found(text)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }) as Error);
    },
  );

  it('that names nothing yet is told to be asked for again', () => {
    const stages = [{ name: 'code', status: 'failed', elapsed_ms: 0, reason: UNDER_WAY }] as const;
    const soFar = new ProgramModel({ ...document, metadata: { ...document.metadata, stages } });
    const refusal = { code: 'NOT_FOUND', remediation: expect.stringContaining('goes on') as string };
    expect(() => resolve(soFar, 'fn:later')).toThrow(expect.objectContaining(refusal) as Error);
  });

  it.each([
    ['twice', 2, 2, 'fn:0x1080'],
    ['init', 36, 20, 'fn:0x1100'],
    ['imp:Ordinal_7', 2, 2, 'imp:0x9008'],
    ['exp:again', 2, 2, 'exp:#1'],
  ])('%s is refused where several bear the name, with their references', (text, total, shown, first) => {
    const refusal = expect.objectContaining({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(`^${total} of them .*: ${shown} references`) as string,
      details: expect.arrayContaining([{ field: 'ref', message: first }]) as unknown,
    }) as Error;
    expect(() => found(text)).toThrow(refusal);
  });
});
