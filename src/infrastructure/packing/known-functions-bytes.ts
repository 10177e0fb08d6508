import type { KnownFunctions } from '#domain/results/known-functions';

const COUNT_BYTES = 8;
const KEY_BYTES = 8;
const PLACE_BYTES = 4;

/** How many, their keys and places as the machine has them (little-endian), then names with line ends between them. */
export function encodeKnownFunctions({ keys, places, names }: KnownFunctions): Buffer {
  const head = Buffer.alloc(COUNT_BYTES);
  head.writeUInt32LE(keys.length);
  const text = names.map((name) => name.replace(/[\r\n]/g, ' ')).join('\n');
  return Buffer.concat([head, bytesOf(keys), bytesOf(places), Buffer.from(text)]);
}

/** @throws RangeError for what is not whole. */
export function decodeKnownFunctions(bytes: Uint8Array): KnownFunctions {
  // A copy of its own begins where numbers of eight bytes may.
  const own = Uint8Array.from(bytes).buffer;
  const count = new DataView(own).getUint32(0, true);
  const placesAt = COUNT_BYTES + count * KEY_BYTES;
  const namesAt = placesAt + count * PLACE_BYTES;
  if (namesAt > own.byteLength) throw new RangeError('Known functions are cut');
  const text = Buffer.from(own, namesAt).toString();
  return {
    keys: new Float64Array(own, COUNT_BYTES, count),
    places: new Uint32Array(own, placesAt, count),
    names: count === 0 ? [] : text.split('\n'),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
