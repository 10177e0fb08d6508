import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import type { ZipWriterAddDataOptions } from '@zip.js/zip.js';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import type { Header } from 'tar-stream';
import { pack } from 'tar-stream';

import type { ByteSource } from '#domain/bytes/byte-source';

/** Bytes in memory that say how many of them were read, and how many at once. */
export class CountedSource implements ByteSource {
  bytesRead = 0;
  largest = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get size(): number {
    return this.bytes.length;
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    const part = this.bytes.slice(offset, offset + length);
    this.bytesRead += part.length;
    this.largest = Math.max(this.largest, part.length);
    return Promise.resolve(part);
  }
}

/** A zip with these files; `options` for each, such as a password. */
export async function aZip(
  files: Readonly<Record<string, Uint8Array>>,
  options: ZipWriterAddDataOptions = {},
): Promise<Uint8Array> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options });
  for (const [name, bytes] of Object.entries(files)) await zip.add(name, new Uint8ArrayReader(bytes), options);
  return zip.close();
}

export async function aTar(
  files: readonly (readonly [Partial<Header> & { readonly name: string }, Uint8Array])[],
): Promise<Uint8Array> {
  const tar = pack();
  for (const [header, bytes] of files) tar.entry({ ...header, size: bytes.length }, Buffer.from(bytes));
  tar.finalize();
  return buffer(tar);
}

/** Where in a zip the first record with that signature begins. */
export function recordAt(zip: Uint8Array, signature: 'local' | 'central' | 'end'): number {
  const magic = { local: 'PK\u0003\u0004', central: 'PK\u0001\u0002', end: 'PK\u0005\u0006' }[signature];
  return Buffer.from(zip).indexOf(magic, 0, 'latin1');
}

/** Bytes that do not compress, the same for the same seed. */
export function noise(seed: string, length: number): Uint8Array {
  const parts: Buffer[] = [];
  for (let at = 0; at < length; at += 32) parts.push(createHash('sha256').update(`${seed}${at}`).digest());
  return Buffer.concat(parts).subarray(0, length);
}

/**
 * A zip of which every entry names the same compressed bytes: unpacked it is `count` times as large as `zeros`.
 * The directory is what says so; there is one local header.
 */
export function overlappingZip(count: number, zeros: number): Uint8Array {
  const data = deflateRawSync(Buffer.alloc(zeros));
  const crc = crc32(Buffer.alloc(zeros));
  const facts = (buffer: Buffer, at: number): void => {
    buffer.writeUInt16LE(20, at);
    buffer.writeUInt16LE(8, at + 4);
    buffer.writeUInt32LE(crc, at + 10);
    buffer.writeUInt32LE(data.length, at + 14);
    buffer.writeUInt32LE(zeros, at + 18);
    buffer.writeUInt16LE(1, at + 22);
  };
  const local = Buffer.alloc(31, 'a');
  local.fill(0, 0, 30);
  local.write('PK\u0003\u0004', 'latin1');
  facts(local, 4);
  const directory = Array.from({ length: count }, () => {
    const entry = Buffer.alloc(47, 'a');
    entry.fill(0, 0, 46);
    entry.write('PK\u0001\u0002', 'latin1');
    facts(entry, 6);
    return entry;
  });
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(47 * count, 12);
  end.writeUInt32LE(local.length + data.length, 16);
  return Buffer.concat([local, data, ...directory, end]);
}

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
