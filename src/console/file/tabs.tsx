import type { JSX } from 'preact';

import type { Summary } from '#client/generated/types.gen';
import { countText } from '../parts/words';
import { hrefOf } from '../shell/route';

interface TabsProps {
  readonly id: string;
  readonly at: string;
  readonly counts: Summary['counts'];
}

type Tab = readonly [part: string, title: string, counted?: keyof Summary['counts']];

const TABS: readonly Tab[] = [
  ['', 'Overview'],
  ['findings', 'Findings'],
  ['functions', 'Functions', 'functions'],
  ['strings', 'Strings', 'strings'],
  ['imports', 'Imports', 'imports'],
  ['exports', 'Exports', 'exports'],
  ['sections', 'Sections', 'sections'],
  ['paths', 'Call paths'],
  ['compare', 'Compare'],
  ['similar', 'Seen before'],
];

/** The parts of a file: links, so that each has its address. */
export function Tabs({ id, at, counts }: TabsProps): JSX.Element {
  return (
    <nav class="tabs" aria-label="Parts of this file">
      {TABS.map(([part, title, counted]) => (
        <a href={hrefOf(['files', id, ...(part === '' ? [] : [part])])} aria-current={at === part ? 'page' : undefined}>
          {title}
          {counted !== undefined && counts[counted] !== null && (
            <span class="count"> {countText(counts[counted])}</span>
          )}
        </a>
      ))}
    </nav>
  );
}
