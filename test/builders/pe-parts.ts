import { ByteWriter } from './byte-writer';

/** A library and what is taken of it: names, or ordinals. */
export type Imported = readonly [library: string, symbols: readonly (string | number)[]];

/** The content of a section at `rva` that begins with an import directory; thunks and names follow. */
export function importTable(rva: number, libraries: readonly Imported[], wide = true): Uint8Array {
  const out = new ByteWriter(new Uint8Array(8192), true);
  const word = wide ? 8 : 4;
  let end = (libraries.length + 1) * 20;
  libraries.forEach(([library, symbols], index) => {
    const thunks = end;
    end += (symbols.length + 1) * word;
    symbols.forEach((symbol, each) => {
      const at = thunks + each * word;
      if (typeof symbol === 'number') {
        out.u32(at, symbol).u32(at + word - 4, (wide ? 0 : symbol) + 0x8000_0000);
        return;
      }
      out.u32(at, rva + end).text(end + 2, symbol);
      end += symbol.length + 3;
    });
    out.u32(index * 20, rva + thunks).u32(index * 20 + 12, rva + end, rva + thunks);
    out.text(end, library);
    end += library.length + 1;
  });
  return out.bytes.subarray(0, end);
}

export interface ResourceRecipe {
  readonly type: number | string;
  readonly name: number | string;
  readonly language: number;
  readonly content: Uint8Array;
}

/** The content of a section at `rva`: one directory of each level per resource, then names, leaves and contents. */
export function resourceTree(rva: number, resources: readonly ResourceRecipe[]): Uint8Array {
  const out = new ByteWriter(new Uint8Array(65_536), true);
  let end = 16 + resources.length * 8;
  const label = (at: number, name: number | string): void => {
    if (typeof name === 'number') {
      out.u32(at, name);
      return;
    }
    out.u32(at, end + 0x8000_0000).u16(end, name.length, ...Array.from(name, (each) => each.charCodeAt(0)));
    end += 2 + name.length * 2;
  };
  out.u16(14, resources.length);
  resources.forEach(({ type, name, language, content }, index) => {
    const level = end;
    end += 24 * 2 + 16;
    label(16 + index * 8, type);
    out.u32(16 + index * 8 + 4, level + 0x8000_0000).u16(level + 14, 1);
    label(level + 16, name);
    out.u32(level + 20, level + 24 + 0x8000_0000).u16(level + 24 + 14, 1);
    out.u32(level + 40, language, level + 48);
    out.u32(level + 48, rva + end, content.length).bytes.set(content, end);
    end += content.length;
  });
  return out.bytes.subarray(0, end);
}

/** A VERSIONINFO resource with one table of strings. */
export function versionInfo(strings: Readonly<Record<string, string>>): Uint8Array {
  const table = Object.entries(strings).map(([key, value]) => block(key, utf16(`${value}\0`), value.length + 1, 1, []));
  return block('VS_VERSION_INFO', new Uint8Array(0), 0, 0, [
    block('StringFileInfo', new Uint8Array(0), 0, 1, [block('040904B0', new Uint8Array(0), 0, 1, table)]),
  ]);
}

function block(
  key: string,
  value: Uint8Array,
  valueLength: number,
  type: number,
  children: readonly Uint8Array[],
): Uint8Array {
  const parts = [padded(Buffer.concat([new Uint8Array(6), utf16(`${key}\0`)])), padded(value), ...children.map(padded)];
  const bytes = new Uint8Array(Buffer.concat(parts));
  new ByteWriter(bytes, true).u16(0, bytes.length, valueLength, type);
  return bytes;
}

function utf16(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le');
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)]);
}
