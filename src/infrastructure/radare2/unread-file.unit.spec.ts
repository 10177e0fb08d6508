import { sourceOf } from '#test/builders/byte-sources';
import { headerOf } from '#test/builders/file-source';
import { CPU, fatBytes, machoBytes } from '#test/builders/macho-bytes';
import { whyUnread } from './unread-file';

// radare2 6.1.8 answers of such files as of empty ones: `iIj` is {}.
it.each([
  [true, 'it does not read universal files with 64-bit offsets'],
  [false, undefined],
])('radare2 is not tried on universal files with 64-bit offsets: %s', async (wide, reason) => {
  const source = sourceOf(fatBytes([{ cpuType: CPU.x86_64, image: machoBytes() }], wide));

  expect(await whyUnread(await headerOf(source), source)).toBe(reason);
});

it('a file of one image is', async () => {
  const source = sourceOf(machoBytes());

  expect(await whyUnread(await headerOf(source), source)).toBeUndefined();
});
