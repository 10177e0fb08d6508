import type { Claims } from '../claims';
import { hex } from '../claims';

export const OBJDUMP_PE = ['--file-headers', '--private-headers', '--wide'];

const START = /^start address (0x[0-9a-f]+)$/m;
const LIBRARY = /^\tDLL Name: (.+)$/;
const NAMED_IMPORT = /^\t[0-9a-f]+\t\s*\d+ {2}(\S+)(?:\s+[0-9a-f]+)?$/;

/** Of the usual import table alone: delayed imports it does not show. */
export function peClaimsOfObjdump(text: string): Claims {
  const lines = text.split('\n');
  const imports: string[] = [];
  let library = '';
  for (const line of lines) {
    library = LIBRARY.exec(line)?.[1]?.toLowerCase() ?? library;
    const name = NAMED_IMPORT.exec(line)?.[1];
    if (library !== '' && name !== undefined) imports.push(`${library}!${name}`);
    if (line.startsWith('There is an export table')) break;
  }
  const start = START.exec(text)?.[1];
  return {
    ...(start !== undefined && { entry_point: [hex(start)] }),
    ...(imports.length > 0 && { imports }),
  };
}
