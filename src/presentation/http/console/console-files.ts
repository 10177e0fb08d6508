import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** Where the build puts the console, seen from the source and from the build alike. */
const FOLDER = join(__dirname, '../../../../dist/assets/console');
const PAGE = 'index.html';
/** Best first, by the endings that the build gives them. */
const CODINGS = ['br', 'gz'] as const;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

export interface ConsoleFile {
  readonly type: string;
  /** Of its content. */
  readonly etag: string;
  readonly bytes: Buffer;
  /** The same, compressed beforehand. */
  readonly br: Buffer;
  readonly gz: Buffer;
}

/** The console as it was built: a page and what it loads, all in memory, for anybody may ask for them. */
@Injectable()
export class ConsoleFiles {
  private known: Promise<ReadonlyMap<string, ConsoleFile>> | undefined;

  /** `undefined` where the console was not built, as by the compiler alone. */
  page(): Promise<ConsoleFile | undefined> {
    return this.file(PAGE);
  }

  /** @param name as the page has it; what is not one of the build's is not looked for */
  async file(name: string): Promise<ConsoleFile | undefined> {
    this.known ??= readAll();
    const files = await this.known;
    // One that is built while the service runs is found.
    if (files.size === 0) this.known = undefined;
    return files.get(name);
  }
}

async function readAll(): Promise<ReadonlyMap<string, ConsoleFile>> {
  const names = await readdir(FOLDER).catch(() => []);
  const plain = names.filter((name) => TYPES[extname(name)] !== undefined);
  return new Map(await Promise.all(plain.map(async (name) => [name, await readOne(name)] as const)));
}

async function readOne(name: string): Promise<ConsoleFile> {
  const path = join(FOLDER, name);
  const bytes = await readFile(path);
  const [br, gz] = await Promise.all([readFile(`${path}.${CODINGS[0]}`), readFile(`${path}.${CODINGS[1]}`)]);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { type: TYPES[extname(name)] ?? '', etag, bytes, br, gz };
}
