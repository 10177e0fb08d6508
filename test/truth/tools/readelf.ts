import type { Claims } from '../claims';
import { hex } from '../claims';

export const READELF = ['--wide', '--file-header', '--sections', '--dynamic', '--dyn-syms', '--program-headers'];

const SECTION =
  /^\s*\[\s*(\d+)\] (.*?)\s+([A-Z_0-9]+(?:\+0x[0-9a-f]+)?|<unknown>: [0-9a-f]+|[\w.]+: [<0-9a-f>x]+)\s+([0-9a-f]{8,16}) ([0-9a-f]{6,}) ([0-9a-f]{6,}) /;
const SYMBOL = /^\s*\d+: ([0-9a-f]{8,16})\s+\S+ (\S+)\s+(\S+)\s+(\S+)\s+(?:\[.*?\]\s+)?(\S+) (\S.*)$/;
const NEEDED = /\(NEEDED\)\s+Shared library: \[(.*)\]$/;
const NEEDED_ANY = /\(NEEDED\)\s+Shared library: /;
const SYMBOLS = /^\s*\[\s*\d+\] .*\sSYMTAB\s/m;
const ENTRY = /^\s*Entry point address:\s+(0x[0-9a-f]+)$/;

const KIND = /^\s*Type:\s+(\w+) \(([^)]*)\)/m;
const KINDS: Readonly<Record<string, string>> = { REL: 'relocatable', EXEC: 'executable', CORE: 'core' };
const INTERPRETER = /\[Requesting program interpreter: /;

/** Linked files are static where they ask for neither a loader nor a library. */
function identityOf(text: string): Claims {
  const [, type = '', words = ''] = KIND.exec(text) ?? [];
  const kind = type === 'DYN' ? (words.startsWith('Position') ? 'executable' : 'shared_library') : KINDS[type];
  const isLinked = kind === 'executable' || kind === 'shared_library';
  return {
    bits: [text.includes('ELF64') ? '64' : '32'],
    endianness: [/^\s*Data:.*big endian/m.test(text) ? 'big' : 'little'],
    ...(kind !== undefined && { kind: [kind] }),
    ...(isLinked && { static: [String(!NEEDED_ANY.test(text) && !INTERPRETER.test(text))] }),
    stripped: [String(!SYMBOLS.test(text))],
  };
}

/** Symbols of the loader only. */
export function claimsOfReadelf(text: string): Claims {
  const lines = text.split('\n');
  const sections = lines.flatMap((line) => {
    const [, index = '0', name = '', , address, , size] = SECTION.exec(line) ?? [];
    return index === '0' || address === undefined || size === undefined
      ? []
      : [`${name} ${hex(`0x${address}`)} ${hex(`0x${size}`)}`];
  });
  const symbols = lines.flatMap((line) => {
    const [, value = '0', type = '', binding = '', , section = '', name = ''] = SYMBOL.exec(line) ?? [];
    const isOther = binding === '' || binding === 'LOCAL' || type === 'FILE' || type === 'SECTION';
    return isOther
      ? []
      : [{ isUndefined: section === 'UND', name: name.replace(/(?<=.)@.*$/, ''), value: hex(`0x${value}`) }];
  });
  const isDynamic = symbols.length > 0;
  return {
    ...identityOf(text),
    sections,
    libraries: [...new Set(lines.flatMap((line) => NEEDED.exec(line)?.[1] ?? []))],
    entry_point: lines.flatMap((line) => ENTRY.exec(line)?.[1] ?? []).slice(0, 1),
    ...(isDynamic && {
      imports: symbols.filter((each) => each.isUndefined).map(({ name }) => name),
      exports: symbols.filter((each) => !each.isUndefined).map(({ name, value }) => `${name} ${value}`),
    }),
  };
}
