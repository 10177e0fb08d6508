import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import type { AnalysisSummary, Summary } from '#client/generated/types.gen';
import { countText } from '../parts/words';
import { hrefOf } from '../shell/route';

interface TabsProps {
  readonly id: string;
  readonly at: string;
  readonly summary: AnalysisSummary;
}

type Counted = keyof Summary['counts'] | 'findings';
type Tab = readonly [part: string, title: string, counted?: Counted];

const TABS: readonly Tab[] = [
  ['', 'Overview'],
  ['findings', 'Findings', 'findings'],
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
export function Tabs({ id, at, summary }: TabsProps): JSX.Element {
  const counts = { ...summary.summary.counts, findings: summary.security_findings?.findings.length ?? null };
  const bar = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // On narrow screens the bar is longer than they are wide.
    bar.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  return (
    <nav class="tabs" aria-label="Parts of this file" ref={bar}>
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
