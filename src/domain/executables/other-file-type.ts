import { ByteView } from '#domain/bytes/byte-view';
import { FILE_SIGNATURES } from './file-signatures';
import { COFF_SYMBOL_SIZE } from './pe/pe-constants';
import { COFF_MACHINES } from './pe/pe-header';

const COFF_OBJECT = 'COFF object (not yet linked for Windows)';
const IMPORT_HEADER_SIZE = 20;
const COFF_HEADER_SIZE = 20;
const COFF_SECTION_SIZE = 40;
const MAX_COFF_SECTIONS = 4096;

/** File names within a ZIP archive that tell what it is, the most telling first. */
const ZIP_CONTENTS = [
  ['AndroidManifest.xml', 'Android package (APK)'],
  ['classes.dex', 'Android package (APK)'],
  ['[Content_Types].xml', 'Office document (ZIP)'],
  ['META-INF/MANIFEST.MF', 'Java archive (JAR)'],
] as const;

/** Names a file that is none of the executables that we analyse: from its first bytes and its size. */
export function nameOtherFile(head: Uint8Array, size: number): string {
  if (size === 0) return 'empty file';
  const start = new ByteView(head, true);
  const signature = FILE_SIGNATURES.find(({ magic, offset = 0 }) => matches(head, magic, offset));
  if (signature?.name === 'ZIP archive') return nameZip(head);
  if (signature !== undefined) return signature.name;
  if (isText(head)) return matches(head, '#!', 0) ? 'script' : 'text';
  if (isBigCoffObject(start)) return COFF_OBJECT;
  if (isImportObject(start, size)) return 'COFF import object (of an import library)';
  return isCoffObject(start, size) ? COFF_OBJECT : 'unknown data';
}

/** ANON_OBJECT_HEADER_BIGOBJ, by its class id. Source: Microsoft's winnt.h. */
function isBigCoffObject(view: ByteView): boolean {
  return view.u32(0) === 0xffff_0000 && view.u16(4) >= 2 && view.u64(12) === 0x4ba9_baee_d1ba_a1c7n;
}

/** IMPORT_OBJECT_HEADER: a signature, then a known machine and the size of two names. Source: Microsoft's PE format reference. */
function isImportObject(view: ByteView, size: number): boolean {
  const isOne = view.u32(0) === 0xffff_0000 && view.u16(4) === 0 && COFF_MACHINES[view.u16(6)] !== undefined;
  return isOne && IMPORT_HEADER_SIZE + view.u32(12) <= size;
}

function matches(head: Uint8Array, magic: string, offset: number): boolean {
  for (let index = 0; index < magic.length; index++) {
    if (head[offset + index] !== magic.charCodeAt(index)) return false;
  }
  return true;
}

function nameZip(head: Uint8Array): string {
  const content = new TextDecoder('latin1').decode(head);
  return ZIP_CONTENTS.find(([entry]) => content.includes(entry))?.[1] ?? 'ZIP archive';
}

/** UTF-8 or, by its byte order mark, UTF-16, without the control characters that text has no use for. */
function isText(head: Uint8Array): boolean {
  if (matches(head, '\xff\xfe', 0) || matches(head, '\xfe\xff', 0)) return true;
  if (head.some((byte) => (byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte !== 0x1b) || byte === 0x7f)) {
    return false;
  }
  try {
    // A character may be cut in two at the end of the head: `stream` forgives that.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** COFF objects have no magic number; a known machine and tables that all lie in the file are as good as one. Not all have symbols. */
function isCoffObject(view: ByteView, size: number): boolean {
  const sections = view.u16(2);
  const symbolTable = view.u32(8);
  const headers = COFF_HEADER_SIZE + sections * COFF_SECTION_SIZE;
  return (
    view.covers(0, COFF_HEADER_SIZE + COFF_SECTION_SIZE) &&
    COFF_MACHINES[view.u16(0)] !== undefined &&
    sections > 0 &&
    sections <= MAX_COFF_SECTIONS &&
    headers <= size &&
    view.u16(16) === 0 &&
    (symbolTable === 0 ? view.u32(12) === 0 : symbolTable >= headers) &&
    symbolTable + view.u32(12) * COFF_SYMBOL_SIZE <= size &&
    /^[./$_A-Za-z0-9]+$/.test(view.text(COFF_HEADER_SIZE, 8))
  );
}
