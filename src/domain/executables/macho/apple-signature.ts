import type { ByteSource } from '#domain/bytes/byte-source';
import { readWithin } from '#domain/bytes/byte-source';
import { ByteView } from '#domain/bytes/byte-view';
import type { CodeSignature } from '#domain/document/anatomy-facts';
import { signatureFacts } from '#domain/executables/signatures/signed-data';
import { readSignedData } from '#domain/executables/signatures/signed-data';
import { tameText } from '#domain/shared/hostile-text';
import { LC } from './macho-constants';
import type { MachoFile } from './macho-file';

// Source: Apple's cs_blobs.h. All of it is big-endian.
const EMBEDDED_SIGNATURE = 0xfade0cc0;
const CODE_DIRECTORY = 0xfade0c02;
const CMS_WRAPPER = 0xfade0b01;
const HAS_TEAM = 0x20200;
const DIGESTS: Readonly<Record<number, string>> = { 1: 'sha1', 2: 'sha256', 3: 'sha256', 4: 'sha384' };
const MAX_BLOBS = 64;
const MAX_CMS = 1 << 20;
const NAME_LIMIT = 256;

/** What LC_CODE_SIGNATURE points to: present, not verified. @throws what the source throws. */
export async function readAppleSignature({ source, image }: MachoFile): Promise<CodeSignature | undefined> {
  const command = image.commands.find(({ type }) => type === LC.codeSignature)?.view;
  if (command === undefined) return undefined;
  const start = command.u32(8);
  const index = new ByteView(await readWithin(source, start, 12 + MAX_BLOBS * 8), false);
  if (index.u32(0) !== EMBEDDED_SIGNATURE) return undefined;
  let facts: Partial<CodeSignature> = {};
  let hasCertificate = false;
  for (let each = 0; each < Math.min(index.u32(8), MAX_BLOBS); each++) {
    const at = start + index.u32(12 + each * 8 + 4);
    const header = new ByteView(await readWithin(source, at, 8), false);
    if (header.u32(0) === CODE_DIRECTORY) facts = { ...facts, ...(await readCodeDirectory(source, at)) };
    if (header.u32(0) !== CMS_WRAPPER || header.u32(4) <= 8) continue;
    const signed = readSignedData(await readWithin(source, at + 8, Math.min(header.u32(4) - 8, MAX_CMS)));
    if (signed !== undefined) facts = { ...facts, ...withoutDigest(signatureFacts(signed)) };
    hasCertificate ||= signed !== undefined;
  }
  return { scheme: 'apple', verification: 'not_verified', ...facts, ad_hoc: !hasCertificate };
}

/** The digest that counts is that of the code's pages, which the code directory names. */
function withoutDigest(facts: Partial<CodeSignature>): Partial<CodeSignature> {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => key !== 'digest_algorithm'));
}

async function readCodeDirectory(source: ByteSource, at: number): Promise<Partial<CodeSignature>> {
  const view = new ByteView(await readWithin(source, at, 56), false);
  const identifier = await readName(source, at, view.u32(20));
  const teamId = view.u32(8) >= HAS_TEAM ? await readName(source, at, view.u32(48)) : undefined;
  const digest = DIGESTS[view.u8(37)];
  return {
    ...(identifier !== undefined && { identifier }),
    ...(teamId !== undefined && { team_id: teamId }),
    ...(digest !== undefined && { digest_algorithm: digest }),
  };
}

async function readName(source: ByteSource, at: number, offset: number): Promise<string | undefined> {
  if (offset === 0) return undefined;
  const name = new ByteView(await readWithin(source, at + offset, NAME_LIMIT), false).text(0, NAME_LIMIT);
  return name === '' ? undefined : tameText(name, NAME_LIMIT);
}
