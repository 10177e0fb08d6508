import type { ByteSource } from '#domain/bytes/byte-source';
import { OpenedElf } from '#domain/executables/elf/opened-elf';
import { MachoFile } from '#domain/executables/macho/macho-file';
import type { OpenedExecutable } from '#domain/executables/open-executable';
import { openExecutable } from '#domain/executables/open-executable';
import { OpenedPe } from '#domain/executables/pe/opened-pe';
import { sourceOf } from './byte-sources';
import { headerOf } from './file-source';

/** @throws Error when the source is no executable that can be opened. */
export async function opened(source: ByteSource): Promise<OpenedExecutable> {
  return there(await openExecutable(source, await headerOf(source)));
}

/** @throws Error when the source is no ELF file. */
export async function openedElf(source: ByteSource): Promise<OpenedElf> {
  return there(await OpenedElf.open(source));
}

/** @throws Error when the source is no PE file. */
export async function openedPe(source: ByteSource): Promise<OpenedPe> {
  return there(await OpenedPe.open(source));
}

/** @throws Error when the bytes are no Mach-O file. */
export async function openedMacho(bytes: Uint8Array): Promise<MachoFile> {
  const source = sourceOf(bytes);
  return there(await MachoFile.open(source, await headerOf(source)));
}

function there<Opened>(file: Opened | undefined): Opened {
  if (file === undefined) throw new Error('Not an executable');
  return file;
}
