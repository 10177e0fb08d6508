import type { Claims } from '../claims';
import { hex } from '../claims';

/** What the loader of a Mach-O file is told; chained fixups are shown from LLVM 16 on. */
export const OBJDUMP_LINKS = ['--macho', '--exports-trie', '--bind', '--lazy-bind', '--weak-bind'];
export const OBJDUMP_FIXUPS = ['--macho', '--chained-fixups'];

const TRIE = /^(?<address>0x[0-9A-F]+|\[re-export\]) +(?<name>\S+)/;
const BOUND = /^\S+ +\S+ +0x[0-9A-F]+ .* (?<name>[^\s(]\S*?)(?: \(weak_import\))?$/;
const CHAINED = /^ {2}name_offset = \d+ \((?<name>.*)\)$/;

/** Without what an image looks up among all images and exports itself. */
export function linkClaimsOfObjdump(text: string): Claims {
  const exports = new Map<string, string>();
  const imports = new Set<string>();
  for (const line of text.split('\n')) {
    const shown = TRIE.exec(line)?.groups;
    const needed = (BOUND.exec(line) ?? CHAINED.exec(line))?.groups;
    if (shown?.['name'] !== undefined) exports.set(shown['name'], placeOf(shown['address'] ?? ''));
    else if (needed?.['name'] !== undefined) imports.add(needed['name']);
  }
  return {
    // C names begin with an underscore that their sources do not have.
    imports: [...imports].filter((name) => !exports.has(name)).map((name) => name.replace(/^_(?=.)/, '')),
    exports: [...exports].map(([name, place]) => `${name} ${place}`),
  };
}

function placeOf(text: string): string {
  return text.startsWith('0x') ? hex(text) : text;
}

/** Symbols and loader's tables as one: what both name once, as the loader has it. */
export function withLinks(symbols: Claims, links: Claims): Claims {
  const both = (check: 'imports' | 'exports'): readonly string[] => {
    const named = new Set((links[check] ?? []).map(nameOf));
    return [...(links[check] ?? []), ...new Set(symbols[check]?.filter((line) => !named.has(nameOf(line))))];
  };
  return { ...symbols, imports: both('imports'), exports: both('exports') };
}

/** An export's line ends with its place. */
function nameOf(line: string): string {
  return line.replace(/ (?:0x[0-9a-f]+|\[re-export\])$/, '');
}
