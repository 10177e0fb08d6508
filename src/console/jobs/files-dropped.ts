export interface ChosenFile {
  readonly name: string;
  readonly content: Blob;
}

/** More at once are more than anybody looks through. */
const MOST_FILES = 500;

export function filesChosen(list: FileList | null): readonly ChosenFile[] {
  return Array.from(list ?? [])
    .slice(0, MOST_FILES)
    .map((content) => ({ name: content.name, content }));
}

/** Files that were dropped or pasted, those in folders too. */
export async function filesDropped(data: DataTransfer): Promise<readonly ChosenFile[]> {
  // To be asked for before the first wait: afterwards the browser has taken them back.
  const entries = Array.from(data.items, (item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  const plain = filesChosen(data.files);
  if (!entries.some((entry) => entry?.isDirectory === true)) return plain;
  const found: ChosenFile[] = [];
  for (const entry of entries) if (entry !== null) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, found: ChosenFile[]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (entry instanceof FileSystemFileEntry) {
    const content = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ name: content.name, content });
  } else if (entry instanceof FileSystemDirectoryEntry) {
    const reader = entry.createReader();
    for (;;) {
      // A reader gives a part at a time, and none at the end.
      const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (part.length === 0) return;
      for (const each of part) await collect(each, found);
    }
  }
}
