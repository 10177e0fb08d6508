import type { ByteSource } from '#domain/bytes/byte-source';
import type { Section } from '#domain/document/sections';
import { address } from '#domain/shared/address';
import { measureSections } from './section-digests';

const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
const source: ByteSource = {
  size: bytes.length,
  read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
};
const section = (offset: number, size: number): Section => ({
  name: 'x',
  address: address(0),
  offset: address(offset),
  size,
  virtual_size: size,
  permissions: 'r--',
});

describe('measureSections', () => {
  it('gives entropy and MD5 of the bytes that the file has', async () => {
    const {
      sections: [all, none],
    } = await measureSections(source, [section(0, 256), section(0, 0)]);
    expect(all).toMatchObject({ entropy: 8, md5: 'e2c865db4162bed963bfaa9ef6ac18f0' });
    expect(none).not.toHaveProperty('md5');
  });

  it('keeps the counts of large sections only', async () => {
    const large = new Uint8Array(300_000);
    const file = {
      size: large.length,
      read: (at: number, length: number) => Promise.resolve(large.subarray(at, at + length)),
    };
    const { sections, counted } = await measureSections(file, [section(0, 1000), section(1000, 299_000)]);
    expect(sections.every(({ md5 }) => md5 !== undefined)).toBe(true);
    expect(counted.map(({ offset, size }) => [offset, size])).toEqual([[1000, 299_000]]);
  });

  it('does not read a file over and over for sections that overlap', async () => {
    const { sections: measured } = await measureSections(
      source,
      Array.from({ length: 100 }, () => section(0, 256)),
    );
    expect(measured).toHaveLength(100);
    expect(measured.filter(({ md5 }) => md5 !== undefined)).toHaveLength(2);
  });
});
