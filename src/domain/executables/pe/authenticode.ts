import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { CodeSignature } from '#domain/document/anatomy-facts';
import { readSignedData, signatureFacts } from '#domain/executables/signatures/signed-data';
import { PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';

/** A PE file's certificate table; it lies in the file only, so the directory's address is a file offset. */
export interface CertificateTable {
  readonly offset: number;
  readonly size: number;
}

const HEADER_SIZE = 8;
const PKCS_SIGNED_DATA = 2;
const MAX_SIGNATURE = 1 << 20;

/** `undefined` when there is none within the file. */
export function certificateTable(file: PeFile): CertificateTable | undefined {
  const directory = file.directory(PE_DIRECTORY.security);
  if (directory === undefined || directory.size <= HEADER_SIZE) return undefined;
  return directory.rva + HEADER_SIZE > file.source.size ? undefined : { offset: directory.rva, size: directory.size };
}

/** The first signature of the certificate table: present, not verified. @throws what the source throws. */
export async function readAuthenticode(file: PeFile): Promise<CodeSignature | undefined> {
  const table = certificateTable(file);
  if (table === undefined) return undefined;
  const size = Math.min(table.size, MAX_SIGNATURE);
  const view = new ByteView(await readWithin(file.source, table.offset, size), true);
  const isSigned = view.u16(6) === PKCS_SIGNED_DATA;
  const signed = isSigned ? readSignedData(view.bytes.subarray(HEADER_SIZE, view.u32(0))) : undefined;
  return signed && { scheme: 'authenticode', verification: 'not_verified', ...signatureFacts(signed) };
}
