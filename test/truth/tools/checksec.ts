import type { Claims } from '../claims';

const RELRO: Readonly<Record<string, string>> = { no: 'none', partial: 'partial', full: 'full' };

/** What it says is about ELF only. */
export function claimsOfChecksec(text: string): Claims {
  const [said] = Object.values(JSON.parse(text) as Record<string, Record<string, string>>);
  if (said === undefined) return {};
  const { nx = '', pie = '', canary = '', relro = '', fortify_source: fortify = '' } = said;
  return {
    nx: [yes(nx)],
    // Of a shared library it says that it is one.
    ...((pie === 'yes' || pie === 'no') && { pie: [yes(pie)] }),
    canary: [yes(canary)],
    relro: [RELRO[relro] ?? relro],
    fortify: [yes(fortify)],
  };
}

function yes(word: string): string {
  return String(word === 'yes');
}
