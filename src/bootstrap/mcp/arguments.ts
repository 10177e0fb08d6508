import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** A file of its own, as those of all commands are. */
export const USAGE = readFileSync(join(__dirname, 'usage.txt'), 'utf8');

export interface McpArguments {
  /** Of a service that runs; absent: one of our own. */
  readonly url?: string;
  /** Whose files may be sent; absent: none. */
  readonly files?: string;
  readonly help: boolean;
}

/** @throws Error that says what is wrong with the arguments. */
export function parseMcpArguments(args: readonly string[]): McpArguments {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      files: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const { url, files, help } = values;
  if (url !== undefined && !/^https?:/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new Error(`--url is ${url}; it must be the address of a bin2nlp, such as https://bin2nlp.example.com`);
  }
  return { help, ...(url !== undefined && { url }), ...(files !== undefined && { files }) };
}
