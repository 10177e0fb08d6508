import { importSlots } from '#domain/functions/import-slots';
import { address } from '#domain/shared/address';
import { Deadline } from '#infrastructure/clock/deadline';
import { beginOwnReading } from '#infrastructure/readers/own-reading';
import { readContent } from '#infrastructure/readers/read-content';
import type { OwnCode, OwnCodeOrder } from '#infrastructure/readers/read-own-code';
import { codeReadByUs } from '#infrastructure/readers/read-own-code';
import { headerOf, withFile } from '../builders/file-source';
import { aSha256 } from '../builders/job';

const PATIENCE_MS = 600_000;

/** A program's code, read without radare2. @throws Error when it cannot be read by ourselves. */
export async function ownCodeOf(path: string): Promise<OwnCode> {
  return withFile(path, async (source) => {
    const order = await ownCodeOrder(path, source);
    const read = await codeReadByUs(order);
    if ('code' in read) return read.code;
    throw new Error(`${path}: ${read.reason}`);
  });
}

export async function ownCodeOrder(
  path: string,
  source: Parameters<Parameters<typeof withFile>[1]>[0],
): Promise<OwnCodeOrder> {
  const header = await headerOf(source);
  const { file, tables, functions } = beginOwnReading({
    task: {
      samplePath: path,
      header,
      depth: 'standard',
      focusAreas: [],
      size: source.size,
      timeoutMs: PATIENCE_MS,
      sha256: aSha256(),
    },
    source,
    readContent: (request, opened) => readContent(request, source, undefined, opened),
  });
  const { imports, slots } = await tables;
  const { starts, named = new Map<never, never>() } = await functions;
  const deadline = new Deadline(PATIENCE_MS);
  return { file: await file, header, starts, named, slots: importSlots(imports.items, slots), deadline };
}

/** Exact identities of the functions that a program names; those that are told, by name. */
export async function identitiesByName(path: string): Promise<ReadonlyMap<string, string>> {
  const { functions, address: start } = await ownCodeOf(path);
  const named = await withFile(path, async (source) => (await ownCodeOrder(path, source)).named);
  const found = new Map<string, string>();
  for (const { place, identity } of functions) {
    const name = named.get(address(start + BigInt(place)))?.name;
    if (name !== undefined && identity !== undefined) found.set(name, identity.exact);
  }
  return found;
}
