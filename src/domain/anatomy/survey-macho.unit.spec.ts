import { anatomyOf } from '#test/builders/anatomy';
import { ByteWriter } from '#test/builders/byte-writer';
import type { MachoRecipe } from '#test/builders/macho-bytes';
import { CPU, fatBytes, machoBytes } from '#test/builders/macho-bytes';
import { appleSignature, signedData } from '#test/builders/signature-bytes';

const command = (type: number, size: number): ByteWriter =>
  new ByteWriter(new Uint8Array(size), true).u32(0, type, size);

/** An image with symbols (name, and whether it is imported) and a signature behind its load commands. */
function image(recipe: MachoRecipe & { symbols?: readonly string[]; signature?: Uint8Array } = {}): Uint8Array {
  const { symbols = [], signature = new Uint8Array(0), ...rest } = recipe;
  const names = `\0${symbols.join('\0')}\0`;
  const symtab = command(0x2, 24);
  const signed = command(0x1d, 16);
  const commands = [...(recipe.commands ?? []), symtab.bytes, ...(signature.length > 0 ? [signed.bytes] : [])];
  const headers = machoBytes({ ...rest, commands }).length;
  const table = new ByteWriter(new Uint8Array(symbols.length * 16), true);
  symbols.forEach((name, index) => table.u32(index * 16, names.indexOf(`\0${name}\0`) + 1).u8(index * 16 + 4, 1));
  const [namesAt, signatureAt] = [headers + table.bytes.length, headers + table.bytes.length + names.length];
  symtab.u32(8, headers, symbols.length, namesAt, names.length);
  signed.u32(8, signatureAt, signature.length);
  return Buffer.concat([machoBytes({ ...rest, commands }), table.bytes, Buffer.from(names), signature]);
}

describe('the load commands of a Mach-O file', () => {
  it('name target, UUID and source version', async () => {
    const commands = [
      command(0x1b, 24).u8(8, ...Array.from({ length: 16 }, (_, at) => at)).bytes,
      command(0x32, 32).u32(8, 1, 0x000b_0000, 0x000c_0301, 1, 3, 0x0258_0100).bytes,
      command(0x2a, 16).u64(8, (1197n << 40n) | (1n << 30n) | (1n << 20n)).bytes,
    ];
    const { facts } = await anatomyOf(machoBytes({ commands }));

    expect(facts).toMatchObject({
      uuid: '00010203-0405-0607-0809-0a0b0c0d0e0f',
      platform: 'macos',
      minimum_os: '11.0',
      sdk: '12.3.1',
      source_version: '1197.1.1',
    });
  });

  it('name the target of old files too', async () => {
    const { facts } = await anatomyOf(machoBytes({ commands: [command(0x25, 16).u32(8, 0x0007_0100, 0).bytes] }));

    expect([facts.platform, facts.minimum_os, facts.sdk]).toEqual(['ios', '7.1', undefined]);
  });
});

describe('the hardening of a Mach-O file', () => {
  it('is what flags and symbols say', async () => {
    const bytes = image({ flags: 0x0120_0000, symbols: ['___stack_chk_fail', '___memcpy_chk', '_objc_release'] });

    expect((await anatomyOf(bytes)).hardening).toEqual({
      nx: true,
      pie: true,
      no_heap_execution: true,
      canary: true,
      fortify: true,
      arc: true,
      code_signature: false,
    });
  });

  it('is nothing that an object file has', async () => {
    const bytes = image({ fileType: 1, flags: 0x2000, symbols: ['___stack_chk_fail'] });

    expect((await anatomyOf(bytes)).hardening).toEqual({});
  });

  it('says nothing of what only symbols could tell', async () => {
    expect((await anatomyOf(machoBytes({ flags: 0x0002_0000 }))).hardening).toEqual({
      nx: false,
      pie: false,
      no_heap_execution: false,
      code_signature: false,
    });
  });
});

describe('the signature of a Mach-O file', () => {
  it.each([false, true])('names identifier, team and certificate (BER: %s)', async (ber) => {
    const signature = appleSignature('com.example.tool', 'TEAM123456', signedData({ timestamped: false, ber }));

    expect((await anatomyOf(image({ signature }))).facts.signature).toEqual({
      scheme: 'apple',
      verification: 'not_verified',
      identifier: 'com.example.tool',
      team_id: 'TEAM123456',
      digest_algorithm: 'sha256',
      subject: 'CN=Signer, O=Company',
      issuer: 'CN=Authority, O=Trust',
      serial_number: '072a',
      timestamped: false,
      ad_hoc: false,
    });
  });

  it('is ad hoc without a certificate', async () => {
    const { facts, isSigned } = await anatomyOf(image({ signature: appleSignature('tool', '') }));

    expect([facts.signature?.ad_hoc, facts.signature?.subject, isSigned]).toEqual([true, undefined, true]);
  });
});

describe('a universal file', () => {
  const images = [
    { cpuType: CPU.powerpc, image: machoBytes({ bits: 32, littleEndian: false, cpuType: CPU.powerpc }) },
    { cpuType: CPU.x86_64, image: image({ commands: [command(0x2a, 16).u64(8, 7n << 40n).bytes], symbols: ['_x'] }) },
  ];

  it('is described by the image that is analysed, and its images are not embedded ones', async () => {
    const { facts } = await anatomyOf(fatBytes(images));

    expect([facts.source_version, facts.embedded_executables, facts.overlay]).toEqual(['7.0', undefined, undefined]);
  });

  it('has an overlay behind its last image only', async () => {
    const bytes = fatBytes(images);
    const { facts } = await anatomyOf(Buffer.concat([bytes, Buffer.from('more')]));

    expect(facts.overlay).toMatchObject({ offset: `0x${bytes.length.toString(16)}`, size: 4 });
  });
});
