import type { PeFile } from './pe-file';
import { PE_DIRECTORY } from './pe-file';

export interface PeImport {
  /** As the file writes it. */
  readonly library: string;
  /** Absent for an import by number. */
  readonly name?: string;
  readonly ordinal?: number;
}

const MAX_IMPORTS = 50_000;
const MAX_LIBRARIES = 4096;
const DESCRIPTOR_SIZE = 20;
const LONGEST_NAME = 512;
const THUNKS_PER_READ = 64;
// What pefile takes for a name; others are not listed.
const FUNCTION_NAME = /^[\w.?@$()<>]*$/;
const LIBRARY_NAME = /^[\w!#$%&'()\-@^`{}~+,.;=[\]\\/]*$/;

/** The import table in its own order; delay imports are not part of it. At most 50,000. @throws what the source throws. */
export async function readPeImports(file: PeFile): Promise<readonly PeImport[]> {
  const imports: PeImport[] = [];
  const directory = file.directory(PE_DIRECTORY.import);
  for (let index = 0; directory !== undefined && index < MAX_LIBRARIES; index++) {
    const descriptor = await file.at(directory.rva + index * DESCRIPTOR_SIZE, DESCRIPTOR_SIZE);
    if (!descriptor.covers(0, DESCRIPTOR_SIZE) || descriptor.bytes.every((byte) => byte === 0)) break;
    const name = await file.textAt(descriptor.u32(12), LONGEST_NAME);
    if (name === '') continue;
    const library = LIBRARY_NAME.test(name) ? name : '*invalid*';
    const names = descriptor.u32(0);
    const listed = await readThunks(file, names, library, imports);
    if (!listed) await readThunks(file, descriptor.u32(16), library, imports);
    if (imports.length >= MAX_IMPORTS) break;
  }
  return imports;
}

/** False when there is no table at `rva`. */
async function readThunks(file: PeFile, rva: number, library: string, into: PeImport[]): Promise<boolean> {
  const size = file.isWide ? 8 : 4;
  for (let read = 0; rva !== 0 && into.length < MAX_IMPORTS; read += THUNKS_PER_READ) {
    const thunks = await file.at(rva + read * size, THUNKS_PER_READ * size);
    for (let at = 0; at < THUNKS_PER_READ * size; at += size) {
      const low = thunks.u32(at);
      const high = size === 8 ? thunks.u32(at + 4) : 0;
      if (low === 0 && high === 0) return read > 0 || at > 0;
      const imported = await readThunk(file, low, size === 8 ? high : low, library);
      if (imported === 'damaged') return true;
      if (imported !== undefined) into.push(imported);
    }
  }
  return into.length >= MAX_IMPORTS;
}

/** @param flags the half of the thunk that says whether it is a number or a name */
async function readThunk(
  file: PeFile,
  low: number,
  flags: number,
  library: string,
): Promise<PeImport | 'damaged' | undefined> {
  if (flags >= 0x8000_0000) return (low & 0xffff) === 0 ? undefined : { library, ordinal: low & 0xffff };
  const name = await file.at(low, 2 + LONGEST_NAME);
  if (name.length < 2) return 'damaged';
  const text = name.text(2, LONGEST_NAME);
  return text !== '' && FUNCTION_NAME.test(text) ? { library, name: text } : undefined;
}
