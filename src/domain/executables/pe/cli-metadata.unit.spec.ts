import { sourceOf } from '#test/builders/byte-sources';
import { cliBytes, DEMO, DEMO_RVA as RVA } from '#test/builders/cli-bytes';
import { openedPe } from '#test/builders/opened-executable';
import { peBytes } from '#test/builders/pe-bytes';
import type { CliMetadata } from './cli-metadata';

async function metadataOf(content: Uint8Array): Promise<CliMetadata | undefined> {
  const sections = [{ name: '.text', rva: RVA, characteristics: 0x6000_0020, content }];
  return (await openedPe(sourceOf(peBytes({ bits: 32, sections, directories: { 14: [RVA, 72] } })))).cli();
}

describe('the metadata of a .NET image', () => {
  const { tables, bodies } = DEMO;
  const content = cliBytes(RVA, DEMO);

  it('names methods that have a body by namespace, types and name', async () => {
    expect((await metadataOf(content))?.methods).toEqual([
      { name: 'Demo.Core.Tool::Run', rva: RVA + 0x80, size: 3 },
      { name: 'Demo.Core.Tool::.ctor', rva: RVA + 0x90, size: 17 },
      { name: 'Demo.Core.Tool/Inner::Twice', rva: RVA + 0x80, size: 3 },
    ]);
  });

  it('says what is used of other assemblies and of native libraries, each once', async () => {
    const { imports, libraries } = (await metadataOf(content))!;
    expect(imports).toEqual([
      { library: 'mscorlib', name: 'System.Console::WriteLine' },
      { library: 'mscorlib', name: 'System.Collections.Generic.List`1::get_Item' },
      { library: 'mscorlib', name: 'System.Collections.Generic.List`1/Enumerator::MoveNext' },
      { library: 'kernel32.dll', name: 'CreateProcessW' },
    ]);
    expect(libraries).toEqual(['mscorlib', 'kernel32.dll']);
  });

  it('tells whether there is machine code beside the IL', async () => {
    expect((await metadataOf(content))?.isIlOnly).toBe(true);
    expect((await metadataOf(cliBytes(RVA, { tables, flags: 0 })))?.isIlOnly).toBe(false);
    // An image that was compiled ahead of time: ManagedNativeHeader leads to it.
    const ready = Uint8Array.from(content).fill(0x10, 64, 66);
    expect((await metadataOf(ready))?.isIlOnly).toBe(false);
  });

  it('ends where types are within one another, and where tables are cut', async () => {
    const looped = {
      ...tables,
      0x29: [
        [3, 3],
        [2, 3],
        [3, 2],
      ],
    } as const;
    expect((await metadataOf(cliBytes(RVA, { tables: looped, bodies })))?.methods).toHaveLength(3);
    const self = { ...tables, 0x01: [[(1 << 2) | 3, 'A', 'B']] } as const;
    expect((await metadataOf(cliBytes(RVA, { tables: self })))?.imports).toEqual([
      { library: 'kernel32.dll', name: 'CreateProcessW' },
    ]);
    for (let length = 0; length < content.length; length += 97) {
      await metadataOf(content.subarray(0, length));
    }
  });
});
