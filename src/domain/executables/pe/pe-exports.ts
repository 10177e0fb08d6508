import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { readName } from '#domain/bytes/name-table';
import { readTable } from '#domain/bytes/read-table';
import type { Export } from '#domain/document/symbols';
import { address } from '#domain/shared/address';
import { codeOf } from './pe-code';
import { MACHINE, PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';
import { virtualAddress } from './pe-header';

const DIRECTORY_SIZE = 40;
/** An ordinal has 16 bits. */
const MAX_EXPORTS = 65_536;

/** One for each name, an empty one included, in the order of names, then those that have none, by ordinal. Source: Microsoft's PE format reference. */
export async function readPeExports(file: PeFile): Promise<readonly Export[]> {
  const { image, source } = file;
  const directory = file.directory(PE_DIRECTORY.export);
  const start = directory && file.offsetOf(directory.rva);
  if (directory === undefined || start === undefined) return [];
  const header = new ByteView(await readWithin(source, start, DIRECTORY_SIZE), true);
  const [firstOrdinal, addresses, named] = [header.u32(16), header.u32(20), header.u32(24)];
  const rvas = await readColumn(file, header.u32(28), addresses, 4);
  const names = await readColumn(file, header.u32(32), named, 4);
  const indexes = await readColumn(file, header.u32(36), named, 2);
  const isNamed = new Set(indexes.slice(0, names.length));
  const code = codeOf(image);
  const exports: Export[] = [];
  const nameless = (index: number): string => `Ordinal_${firstOrdinal + index}`;
  const add = async (name: string, rva: number): Promise<void> => {
    const isForwarded = rva >= directory.rva && rva < directory.rva + directory.size;
    const target = isForwarded ? file.offsetOf(rva) : undefined;
    const forwarder = target === undefined ? '' : await readName(source, target);
    const isCode = code.room(BigInt(rva)) > 0n;
    exports.push({
      name,
      // An odd one marks Thumb code.
      address: address(
        virtualAddress(image.fields, isCode && image.fields.machine === MACHINE.armNt ? rva - (rva % 2) : rva),
      ),
      size: 0,
      type: isForwarded || isCode ? 'function' : 'object',
      ...(forwarder !== '' && { forwarder }),
    });
  };
  for (const [index, nameRva] of names.entries()) {
    const rva = rvas[indexes[index] ?? -1] ?? 0;
    const at = file.offsetOf(nameRva);
    const name = at === undefined ? '' : await readName(source, at);
    if (rva !== 0) await add(name === '' ? nameless(indexes[index] ?? 0) : name, rva);
  }
  for (const [index, rva] of rvas.entries()) {
    if (rva !== 0 && !isNamed.has(index)) await add(nameless(index), rva);
  }
  return exports;
}

async function readColumn(file: PeFile, rva: number, count: number, entrySize: 2 | 4): Promise<readonly number[]> {
  const offset = file.offsetOf(rva);
  if (offset === undefined) return [];
  const place = { offset, entrySize, count: Math.min(count, MAX_EXPORTS) };
  return readTable(file.source, place, true, (view, at) => (entrySize === 2 ? view.u16(at) : view.u32(at)));
}
