import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { CodeSignature } from '#domain/document/anatomy-facts';
import type { SignedData } from '#domain/executables/signatures/signed-data';
import { readSignedData, signatureFacts } from '#domain/executables/signatures/signed-data';
import { MB } from '#domain/shared/quantities';
import { PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';

/** A PE file's certificate table; it lies in the file only, so the directory's address is a file offset. */
export interface CertificateTable {
  readonly offset: number;
  readonly size: number;
}

const HEADER_SIZE = 8;
const PKCS_SIGNED_DATA = 2;
/** Of the certificate table, and signatures read of it. */
const MAX_TABLE = 4 * MB;
const MAX_SIGNATURES = 16;
/** Entries begin at multiples of this. */
const ENTRY_ALIGNMENT = 8;

/** `undefined` when there is none within the file. */
export function certificateTable(file: PeFile): CertificateTable | undefined {
  const directory = file.directory(PE_DIRECTORY.security);
  if (directory === undefined || directory.size <= HEADER_SIZE) return undefined;
  return directory.rva + HEADER_SIZE > file.source.size ? undefined : { offset: directory.rva, size: directory.size };
}

/**
 * The signatures of the certificate table, entry by entry, each with those nested in it; at most 16, of at most 4 MB. Present, not
 * verified. Source: Microsoft's PE format reference. @throws what the source throws.
 */
export async function readAuthenticode(file: PeFile): Promise<readonly CodeSignature[]> {
  const table = certificateTable(file);
  if (table === undefined) return [];
  const view = new ByteView(await readWithin(file.source, table.offset, Math.min(table.size, MAX_TABLE)), true);
  const found: SignedData[] = [];
  for (let at = 0, size = view.u32(0); size > HEADER_SIZE && found.length < MAX_SIGNATURES; size = view.u32(at)) {
    if (view.u16(at + 6) === PKCS_SIGNED_DATA) collect(view.bytes.subarray(at + HEADER_SIZE, at + size), found);
    at += Math.ceil(size / ENTRY_ALIGNMENT) * ENTRY_ALIGNMENT;
  }
  return found.map((signed) => ({
    scheme: 'authenticode',
    verification: 'not_verified',
    ...signatureFacts(signed),
  }));
}

/** A signature comes before those within it. */
function collect(bytes: Uint8Array, found: SignedData[]): void {
  const signed = found.length < MAX_SIGNATURES ? readSignedData(bytes) : undefined;
  if (signed === undefined) return;
  found.push(signed);
  for (const inner of signed.nested) collect(inner, found);
}
