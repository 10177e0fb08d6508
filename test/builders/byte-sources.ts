import type { ByteSource } from '#domain/bytes/byte-source';

/** Serves bytes from memory, and refuses to be asked for any that are not there. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => {
      if (offset < 0 || length < 0 || offset > bytes.length) {
        return Promise.reject(new RangeError(`No byte ${offset} of ${bytes.length}`));
      }
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
}
