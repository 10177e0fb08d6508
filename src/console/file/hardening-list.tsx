import type { JSX } from 'preact';

import type { Hardening } from '#client/generated/types.gen';
import { wordsOf } from '../parts/words';

const CAPITALS: Readonly<Record<string, string>> = {
  nx: 'NX',
  pie: 'PIE',
  relro: 'RELRO',
  aslr: 'ASLR',
  dep: 'DEP',
  cfg: 'CFG',
  seh: 'SEH',
  safe_seh: 'SafeSEH',
  ibt: 'IBT',
  arc: 'ARC',
  high_entropy_aslr: 'high entropy ASLR',
};

/** Which protections it is built with: in words and by a sign, not by colour alone. */
export function HardeningList({ hardening }: { readonly hardening: Hardening }): JSX.Element {
  const all = Object.entries(hardening);
  if (all.length === 0) return <p class="soft">The format says nothing of it.</p>;
  return (
    <ul class="chips">
      {all.map(([name, value]) => {
        const how = value === true || value === 'full' ? 'yes' : value === 'partial' ? 'partial' : 'no';
        return (
          <li class={`chip ${how}`}>
            {CAPITALS[name] ?? wordsOf(name)} <strong>{how}</strong>
          </li>
        );
      })}
    </ul>
  );
}
