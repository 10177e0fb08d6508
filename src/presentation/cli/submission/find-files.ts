import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Beginnings of what may be a program: ELF, MZ, Mach-O in both orders and both widths, fat Mach-O. */
const MAGICS = ['7f454c46', '4d5a', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'cafebabf'] as const;
const HEAD_BYTES = 8;

/** Of a fat Mach-O the count of its images, of a class of Java its version: none is older than this, and no file has so many images. */
const FIRST_JAVA = 45;

export interface FoundFiles {
  /** Paths of files to analyse, as the user would write them. */
  readonly files: readonly string[];
  /** Paths that are not there, neither files nor directories, or directories that cannot be read. */
  readonly missing: readonly { readonly path: string; readonly failed: string }[];
  /** Directories that were named and hold no program. */
  readonly empty: readonly string[];
  /** Files of directories that are no programs. */
  readonly skipped: number;
}

/** What is named: files as they are, of directories all programs below them. Links within directories are not followed. */
export async function findFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found = new Set<string>();
  const missing: { readonly path: string; readonly failed: string }[] = [];
  const empty: string[] = [];
  let skipped = 0;
  for (const path of paths) {
    const is = await stat(path).catch(() => undefined);
    if (is?.isFile() === true) found.add(path);
    else if (is?.isDirectory() !== true) missing.push({ path, failed: 'There is no such file or directory.' });
    else {
      let programs = 0;
      const unread = (directory: string, error: unknown): void => {
        missing.push({
          path: directory,
          failed: `The directory cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
        });
      };
      for await (const file of filesBelow(path, unread)) {
        if (await isProgram(file)) {
          found.add(file);
          programs += 1;
        } else skipped += 1;
      }
      if (programs === 0) empty.push(path);
    }
  }
  return { files: [...found], missing, empty, skipped };
}

async function* filesBelow(
  directory: string,
  unread: (directory: string, error: unknown) => void,
): AsyncGenerator<string> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    unread(directory, error);
    return [];
  });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path, unread);
    else if (entry.isFile()) yield path;
  }
}

async function isProgram(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  // That it cannot be read is told when it is sent.
  if (file === undefined) return true;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('hex', 0, bytesRead);
    if (head.startsWith('cafebabe') && bytesRead === HEAD_BYTES && buffer.readUInt32BE(4) >= FIRST_JAVA) return false;
    return MAGICS.some((magic) => head.startsWith(magic));
  } finally {
    await file.close();
  }
}
