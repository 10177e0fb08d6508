import type { CodeImage } from '#domain/code/code-image';
import { REFERENCE } from '#domain/code/code-references';
import type { CodeReading } from '#domain/code/read-code';
import type { Architecture } from '#domain/shared/executable-header';

/** Imports that a program's entry point gives its `main` to. Source: start files of glibc, uClibc and musl. */
const STARTERS: ReadonlySet<string> = new Set(['__libc_start_main', '__uClibc_main']);

export function startsMain(name: string): boolean {
  return STARTERS.has(name);
}

/**
 * The place of `main`: of the addresses of code that the entry point computes before it calls what starts it, the one for the first
 * parameter. It is set last on x86, first on ARM64; old start files pass two others, of what runs before and after it.
 *
 * @param entries places of entry points.
 * @param starters places of the stubs and slots of imports that `startsMain`.
 */
export function mainFunction(
  { functions, references }: CodeReading,
  image: CodeImage,
  architecture: Architecture,
  { entries, starters }: { readonly entries: ReadonlySet<number>; readonly starters: ReadonlySet<number> },
): number | undefined {
  if (starters.size === 0) return undefined;
  const entry = functions.find(({ place }) => entries.has(place));
  if (entry === undefined) return undefined;
  const end = entry.ranges[1] ?? entry.place;
  const inside: { readonly from: number; readonly to: number; readonly kind: number }[] = [];
  for (let at = 0; at < references.count; at++) {
    const [from, to, kind] = [references.from.at(at), references.to.at(at), references.kinds.at(at)];
    if (from >= entry.place && from < end) inside.push({ from, to, kind });
  }
  inside.sort((a, b) => a.from - b.from);
  const call = inside.find(({ to, kind }) => kind !== REFERENCE.data && starters.has(to));
  if (call === undefined) return undefined;
  const places = inside
    .filter(({ from, kind }) => kind === REFERENCE.data && from < call.from)
    .flatMap(({ to }) => codePlace(to, image) ?? []);
  return architecture === 'arm64' ? places[0] : places.at(-1);
}

/** Itself, or what the loader finds there: position independent code takes it from the global offset table. */
function codePlace(place: number, { address, bits, bytes, memory }: CodeImage): number | undefined {
  if (place >= 0 && place < bytes.length) return place;
  const pointed = (memory.read(place, bits === 64 ? 8 : 4, false) ?? 0) - Number(address);
  return pointed >= 0 && pointed < bytes.length ? pointed : undefined;
}
