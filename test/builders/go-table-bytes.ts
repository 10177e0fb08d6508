import type { Bits } from '#domain/shared/executable-header';
import { ByteWriter } from './byte-writer';

/** Release of Go with the layout; 1.20 has that of 1.18 under another number. */
export type GoRelease = '1.2' | '1.16' | '1.18' | '1.20';

export interface GoTableRecipe {
  readonly release: GoRelease;
  readonly bits?: Bits;
  readonly littleEndian?: boolean;
  /** Address and name of each function; the last one ends at `end`. */
  readonly functions: readonly (readonly [number, string])[];
  readonly end: number;
  /** What the table says of where the code begins, since 1.18; 0 where the loader fills it in. */
  readonly textStart?: number;
  /** What offsets since 1.18 count from. */
  readonly base?: number;
  /** In place of the true number of functions. */
  readonly count?: number;
}

const MAGICS: Readonly<Record<GoRelease, number>> = {
  '1.2': 0xffff_fffb,
  '1.16': 0xffff_fffa,
  '1.18': 0xffff_fff0,
  '1.20': 0xffff_fff1,
};
const DESCRIPTION = 40;

/** .gopclntab: header, names, the list of functions, then what describes each; nothing of files and lines. */
export function goTableBytes(recipe: GoTableRecipe): Uint8Array {
  const { release, bits = 64, littleEndian = true, functions, end } = recipe;
  const wide = bits === 64;
  const pointer = bits / 8;
  const relative = release === '1.18' || release === '1.20';
  const base = relative ? (recipe.base ?? 0) : 0;
  const field = relative ? 4 : pointer;
  const isFirst = release === '1.2';
  const names = functions.map(([, name]) => Buffer.from(`${name}\0`));
  const listSize = (functions.length * 2 + 1) * field;
  const namesSize = names.reduce((sum, { length }) => sum + length, 0);
  const listAt = isFirst ? 8 + pointer : 8 + pointer * 8 + namesSize;
  const namesAt = isFirst ? listAt + listSize : 8 + pointer * 8;
  const describedAt = isFirst ? namesAt + namesSize : listAt + listSize;
  const out = new ByteWriter(new Uint8Array(describedAt + functions.length * DESCRIPTION), littleEndian);

  out.u32(0, MAGICS[release]).u8(6, 1, pointer);
  const word = (index: number, value: number): unknown => out.word(wide, 8 + index * pointer, value);
  word(0, recipe.count ?? functions.length);
  if (release === '1.16') [namesAt, 0, 0, 0, listAt].forEach((value, index) => word(index + 2, value));
  if (relative) [recipe.textStart ?? base, namesAt, 0, 0, 0, listAt].forEach((value, index) => word(index + 2, value));

  const put = (at: number, value: number): unknown => (field === 8 ? out.u64(at, value) : out.u32(at, value));
  let nameAt = namesAt;
  functions.forEach(([start], index) => {
    const description = describedAt + index * DESCRIPTION;
    put(listAt + index * 2 * field, start - base);
    put(listAt + (index * 2 + 1) * field, description - (isFirst ? 0 : listAt));
    put(description, start - base);
    out.u32(description + field, nameAt - (isFirst ? 0 : namesAt));
    out.bytes.set(names[index]!, nameAt);
    nameAt += names[index]!.length;
  });
  put(listAt + functions.length * 2 * field, end - base);
  return out.bytes;
}
