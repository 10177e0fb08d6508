import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ExecutableFormat, ExecutableHeader } from '#domain/shared/executable-header';
import type { Claims } from './claims';
import { claimsOfChecksec } from './tools/checksec';
import { machoClaimsOfObjdump, OBJDUMP_MACHO } from './tools/llvm-objdump';
import { OBJDUMP_PE, peClaimsOfObjdump } from './tools/objdump';
import { linkClaimsOfObjdump, OBJDUMP_FIXUPS, OBJDUMP_LINKS, withLinks } from './tools/objdump-links';
import { claimsOfReadelf, READELF } from './tools/readelf';
import { elfClaimsOfReadobj, READOBJ_ELF } from './tools/readobj-elf';
import { machoClaimsOfReadobj, READOBJ_MACHO } from './tools/readobj-macho';
import { peClaimsOfReadobj, READOBJ_PE } from './tools/readobj-pe';
import { readobjTree } from './tools/readobj-tree';
import type { Tool } from './tools/tool';
import { ask } from './tools/tool';

interface Witness {
  readonly tool: Tool;
  readonly arguments: readonly string[];
  readonly read: (text: string) => Claims;
}

const WITNESSES: Readonly<Record<ExecutableFormat, readonly Witness[]>> = {
  elf: [
    { tool: 'readobj', arguments: READOBJ_ELF, read: (text) => elfClaimsOfReadobj(readobjTree(text)) },
    { tool: 'readelf', arguments: READELF, read: claimsOfReadelf },
    { tool: 'checksec', arguments: ['--output=json'], read: claimsOfChecksec },
  ],
  pe: [
    { tool: 'readobj', arguments: READOBJ_PE, read: (text) => peClaimsOfReadobj(readobjTree(text)) },
    { tool: 'objdump', arguments: OBJDUMP_PE, read: peClaimsOfObjdump },
  ],
  macho: [
    { tool: 'readobj', arguments: READOBJ_MACHO, read: (text) => machoClaimsOfReadobj(readobjTree(text)) },
    { tool: 'llvmObjdump', arguments: OBJDUMP_MACHO, read: machoClaimsOfObjdump },
  ],
};

export interface Testimony {
  readonly tool: Tool | 'publisher';
  readonly claims: Claims;
}

/** What the independent tools say of a file; of a universal one, about the image that we take apart. */
export async function testimonies(path: string, header: ExecutableHeader): Promise<readonly Testimony[]> {
  const slice = header.slices?.[header.slice ?? 0];
  return slice === undefined ? asked(path, header.format) : withPart(path, slice, (part) => asked(part, header.format));
}

async function asked(path: string, format: ExecutableFormat): Promise<readonly Testimony[]> {
  const claims = await askedEach(path, format);
  if (format !== 'macho') return claims;
  const said = await Promise.all([OBJDUMP_LINKS, OBJDUMP_FIXUPS].map((each) => ask('llvmObjdump', [...each, path])));
  const links = linkClaimsOfObjdump(said.join('\n'));
  return claims.map((each) => (each.tool === 'readobj' ? { ...each, claims: withLinks(each.claims, links) } : each));
}

function askedEach(path: string, format: ExecutableFormat): Promise<readonly Testimony[]> {
  return Promise.all(
    WITNESSES[format].map(async ({ tool, arguments: options, read }) => {
      const file = tool === 'checksec' ? `--file=${path}` : path;
      return { tool, claims: read(await ask(tool, [...options, file])) };
    }),
  );
}

async function withPart<Result>(
  path: string,
  { offset, size }: { readonly offset: number; readonly size: number },
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'bin2nlp-truth-'));
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(size);
    await file.read(bytes, 0, size, offset);
    const part = join(directory, 'image');
    await writeFile(part, bytes);
    return await use(part);
  } finally {
    await file.close();
    await rm(directory, { recursive: true, force: true });
  }
}
