export interface ChosenFile {
  readonly name: string;
  readonly content: Blob;
}

/** Files that somebody chose, as many as are taken at once. */
export interface Chosen {
  readonly files: readonly ChosenFile[];
  /** There were more than are taken. */
  readonly hasMore: boolean;
  /** Files and folders that the browser cannot read. */
  readonly unread: readonly string[];
}

/** More at once are more than anybody looks through. */
export const MOST_FILES = 500;

export function filesChosen(list: FileList | null): Chosen {
  const all = Array.from(list ?? []);
  const files = all.slice(0, MOST_FILES).map((content) => ({ name: content.name, content }));
  return { files, hasMore: all.length > MOST_FILES, unread: [] };
}

/** Files that were dropped or pasted, those in folders too. */
export async function filesDropped(data: DataTransfer): Promise<Chosen> {
  // To be asked for before the first wait: afterwards the browser has taken them back.
  const entries = Array.from(data.items, (item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const plain = filesChosen(data.files);
  if (!entries.some((entry) => entry?.isDirectory === true)) return plain;
  const found: Found = { files: [], unread: [], hasMore: false };
  for (const entry of entries) if (entry !== null) await collect(entry, found);
  return found;
}

interface Found {
  readonly files: ChosenFile[];
  readonly unread: string[];
  hasMore: boolean;
}

async function collect(entry: FileSystemEntry, found: Found): Promise<void> {
  if (found.hasMore) return;
  try {
    if (entry instanceof FileSystemFileEntry) {
      if (found.files.length >= MOST_FILES) found.hasMore = true;
      else found.files.push(await fileOf(entry));
    } else if (entry instanceof FileSystemDirectoryEntry) {
      for await (const each of entriesIn(entry)) await collect(each, found);
    }
  } catch {
    found.unread.push(entry.name);
  }
}

async function fileOf(entry: FileSystemFileEntry): Promise<ChosenFile> {
  const content = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return { name: content.name, content };
}

async function* entriesIn(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    // A reader gives a part at a time, and none at the end.
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) return;
    yield* part;
  }
}
