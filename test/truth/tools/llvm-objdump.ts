import type { Claims } from '../claims';
import { hex } from '../claims';

export const OBJDUMP_MACHO = ['--macho', '--private-headers'];

const TEXT_SEGMENT = /segname __TEXT\n\s*vmaddr (0x[0-9a-f]+)/;
const MAIN = /cmd LC_MAIN\n\s*cmdsize \d+\n\s*entryoff (\d+)/;
const THREAD = /cmd LC_UNIXTHREAD\n[\s\S]*?\b(?:rip|eip|pc|srr0)\s+(0x[0-9a-f]+)/;

/** What the load commands say. */
export function machoClaimsOfObjdump(text: string): Claims {
  const [, base] = TEXT_SEGMENT.exec(text) ?? [];
  const [, offset] = MAIN.exec(text) ?? [];
  const [, start] = THREAD.exec(text) ?? [];
  const main = base === undefined || offset === undefined ? undefined : BigInt(base) + BigInt(offset);
  const entry = main ?? (start === undefined ? undefined : BigInt(start));
  const isObject = /^\s*MH_MAGIC\S*(?:\s+\S+){3}\s+OBJECT\b/m.test(text);
  return {
    ...(!isObject && {
      static: [String(!/cmd LC_(?:LOAD_DYLINKER|LOAD_\w*DYLIB|REEXPORT_DYLIB|LAZY_LOAD_DYLIB)\b/.test(text))],
    }),
    code_signature: [String(text.includes('cmd LC_CODE_SIGNATURE'))],
    ...(entry !== undefined && { entry_point: [hex(entry)] }),
  };
}
