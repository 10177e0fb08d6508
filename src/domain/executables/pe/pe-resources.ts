import { ByteView } from '#domain/bytes/byte-view';
import { readUtf16 } from '#domain/bytes/utf16';
import type { Resource } from '#domain/document/anatomy-facts';
import { address } from '#domain/shared/address';
import { tameText } from '#domain/shared/hostile-text';
import { PE_DIRECTORY } from './pe-constants';
import type { PeFile } from './pe-file';

export interface PeResources {
  readonly items: readonly PeResource[];
  /** There were more than are read. */
  readonly isCut: boolean;
}

export interface PeResource extends Omit<Resource, 'entropy' | 'offset'> {
  /** In the file. */
  readonly offset: number;
}

export const MAX_RESOURCES = 10_000;
const NAME_LIMIT = 128;
const HIGH_BIT = 0x8000_0000;

/** RT_CURSOR … RT_MANIFEST. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'CURSOR',
  2: 'BITMAP',
  3: 'ICON',
  4: 'MENU',
  5: 'DIALOG',
  6: 'STRING',
  7: 'FONTDIR',
  8: 'FONT',
  9: 'ACCELERATOR',
  10: 'RCDATA',
  11: 'MESSAGETABLE',
  12: 'GROUP_CURSOR',
  14: 'GROUP_ICON',
  16: 'VERSION',
  17: 'DLGINCLUDE',
  19: 'PLUGPLAY',
  20: 'VXD',
  21: 'ANICURSOR',
  22: 'ANIICON',
  23: 'HTML',
  24: 'MANIFEST',
};

interface Entry {
  readonly label: string | number;
  /** Offset from the start of the directory. */
  readonly to: number;
}

/** The tree of resources: type, name, language. Nothing is read twice, however the directories point. @throws what the source throws. */
export async function readPeResources(file: PeFile): Promise<PeResources> {
  const root = file.directory(PE_DIRECTORY.resource)?.rva;
  if (root === undefined) return { items: [], isCut: false };
  const items: PeResource[] = [];
  const walk = new Walk(file, root);
  for (const type of await walk.entries(0)) {
    for (const name of await walk.subdirectory(type)) {
      for (const language of await walk.subdirectory(name)) {
        if (items.length >= MAX_RESOURCES) return { items, isCut: true };
        const leaf = await walk.leaf(language);
        if (leaf !== undefined) items.push({ ...describe(type, name, language), ...leaf });
      }
    }
  }
  return { items, isCut: walk.isExhausted };
}

function describe(type: Entry, name: Entry, language: Entry): Omit<Resource, 'offset' | 'size'> {
  const kind = typeof type.label === 'number' ? (TYPES[type.label] ?? String(type.label)) : type.label;
  const tongue = typeof language.label === 'number' ? address(language.label) : language.label;
  return { type: kind, name: String(name.label), language: tongue };
}

class Walk {
  private readonly seen = new Set<number>();
  /** Directories and leaves. */
  private left = 4 * MAX_RESOURCES;

  constructor(
    private readonly file: PeFile,
    private readonly root: number,
  ) {}

  get isExhausted(): boolean {
    return this.left <= 0;
  }

  subdirectory({ to }: Entry): Promise<readonly Entry[]> {
    return to >= HIGH_BIT ? this.entries(to - HIGH_BIT) : Promise.resolve([]);
  }

  async entries(at: number): Promise<readonly Entry[]> {
    if (this.seen.has(at) || this.left-- <= 0) return [];
    this.seen.add(at);
    const header = await this.file.at(this.root + at, 16);
    const count = Math.min(header.u16(12) + header.u16(14), MAX_RESOURCES);
    const table = await this.file.at(this.root + at + 16, count * 8);
    const entries: Entry[] = [];
    for (let each = 0; each + 8 <= table.length; each += 8) {
      const name = table.u32(each);
      const label = name >= HIGH_BIT ? await this.name(name - HIGH_BIT) : name & 0xffff;
      entries.push({ label, to: table.u32(each + 4) });
    }
    return entries;
  }

  async leaf({ to }: Entry): Promise<{ offset: number; size: number } | undefined> {
    if (to >= HIGH_BIT || this.left-- <= 0) return undefined;
    const data = await this.file.at(this.root + to, 16);
    const offset = this.file.offsetOf(data.u32(0));
    const size = data.u32(4);
    return offset === undefined || offset + size > this.file.source.size ? undefined : { offset, size };
  }

  private async name(at: number): Promise<string> {
    const text = await this.file.at(this.root + at, 2 + NAME_LIMIT * 2);
    return tameText(readUtf16(text, 2, Math.min(text.u16(0), NAME_LIMIT)), NAME_LIMIT);
  }
}

/** The bytes of the first resource of a type, at most `limit` of them. */
export async function resourceOfType(
  file: PeFile,
  items: readonly PeResource[],
  type: string,
  limit: number,
): Promise<ByteView> {
  const found = items.find((item) => item.type === type);
  const bytes = found && (await file.source.read(found.offset, Math.min(found.size, limit)));
  return new ByteView(bytes ?? new Uint8Array(0), true);
}
