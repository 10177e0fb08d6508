import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import { latin1 } from '#domain/bytes/latin1';
import type { CodeSignature } from '#domain/document/anatomy-facts';
import { readSignedData, signatureFacts } from '#domain/executables/signatures/signed-data';
import type { ElfFile } from './elf-file';

export const MODULE_SIGNATURE_END = '~Module signature appended~\n';
/** Struct module_signature: algorithm, digest, kind of identifier, lengths of signer and key, three bytes of padding, length in big endian. */
const RECORD = 12;
const PKCS7 = 2;
const MAX_SIGNATURE = 1 << 20;

/** What is appended to a signed module of the Linux kernel: signature, record, magic text. `undefined` where the file does not end so. Source: Linux, include/linux/module_signature.h. @throws what the source throws. */
export async function readModuleSignature({ source }: ElfFile): Promise<CodeSignature | undefined> {
  const recordAt = source.size - MODULE_SIGNATURE_END.length - RECORD;
  const tail = new ByteView(await readWithin(source, recordAt, RECORD + MODULE_SIGNATURE_END.length), false);
  if (recordAt < 0 || latin1(tail.bytes.subarray(RECORD)) !== MODULE_SIGNATURE_END) return undefined;
  const [kind, length] = [tail.u8(2), tail.u32(8)];
  const isReadable = kind === PKCS7 && length <= MAX_SIGNATURE;
  const signed = isReadable ? readSignedData(await readWithin(source, recordAt - length, length)) : undefined;
  return {
    scheme: 'linux_module',
    verification: 'not_verified',
    ...(signed !== undefined && signatureFacts(signed)),
  };
}
