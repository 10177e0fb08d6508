import type { CodeImage } from './code-image';
import { IntList } from './int-list';

/** Places of code that words in other memory are addresses of; in no order, repeats included. */
export function dataPointers({ address, bits, bytes, memory }: CodeImage): IntList {
  const places = new IntList();
  const word = bits === 64 ? 8 : 4;
  const [base, low, high] = [Number(address), Number(address & 0xffff_ffffn), Number(address >> 32n)];
  const span = bytes.length;
  for (const { place, bytes: data } of memory.regions) {
    if (data === bytes) continue;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    // Words are aligned by their address.
    const first = (word - ((base + place) % word)) % word;
    for (let at = first; at + word <= data.length; at += word) {
      // Code may reach over a border of 4 GB, where the numbers differ by one.
      const above = word === 8 ? view.getUint32(at + 4, true) - high : 0;
      if (above !== 0 && above !== 1) continue;
      const distance = view.getUint32(at, true) - low + above * 2 ** 32;
      if (distance >= 0 && distance < span) places.push(distance);
    }
  }
  return places;
}
