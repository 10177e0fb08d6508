import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Beginnings of what may be a program: ELF, MZ, Mach-O in both orders and both widths, fat Mach-O. */
const MAGICS = ['7f454c46', '4d5a', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'cafebabf'] as const;
const MAGIC_BYTES = 4;

export interface FoundFiles {
  /** Paths of files to analyse, as the user would write them. */
  readonly files: readonly string[];
  /** Paths that are not there, or neither files nor directories. */
  readonly missing: readonly string[];
  /** Files of directories that are no programs. */
  readonly skipped: number;
}

/** What is named: files as they are, of directories all programs below them. Links within directories are not followed. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found = new Set<string>();
  const missing: string[] = [];
  let skipped = 0;
  for (const path of paths) {
    const is = await stat(path).catch(() => undefined);
    if (is?.isFile() === true) found.add(path);
    else if (is?.isDirectory() !== true) missing.push(path);
    else {
      for await (const file of filesBelow(path)) {
        if (await isProgram(file)) found.add(file);
        else skipped += 1;
      }
    }
  }
  return { files: [...found], missing, skipped };
}

async function* filesBelow(directory: string): AsyncGenerator<string> {
  const entries = await readdir(directory, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

async function isProgram(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  // That it cannot be read is told when it is sent.
  if (file === undefined) return true;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC_BYTES), 0, MAGIC_BYTES, 0);
    const head = buffer.toString('hex', 0, bytesRead);
    return MAGICS.some((magic) => head.startsWith(magic));
  } finally {
    await file.close();
  }
}
