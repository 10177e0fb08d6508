import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

import { Problem } from '../parts/problem';
import type { Result } from '../service/shapes';
import { useReading } from '../service/use-reading';
import type { FirstScreen } from './first-screen';
import { readFirstScreen } from './first-screen';

interface OverviewProps {
  readonly id: string;
  readonly result: Result;
}

/** The first screen of a file is that of its report: while it is being made, of what is known so far. */
export function Overview({ id, result }: OverviewProps): JSX.Element {
  const findings = (result.summary.security_findings?.findings ?? []).map((each) => each.id);
  const shown = useRef<FirstScreen>(undefined);
  const { value, refusal, again } = useReading(`${id} ${result.round}`, (signal) =>
    readFirstScreen(id, findings, signal),
  );
  shown.current = value ?? shown.current;
  if (refusal !== undefined) return <Problem refusal={refusal} again={again} />;
  return shown.current === undefined ? <p class="soft">Reading …</p> : <Adopted screen={shown.current} />;
}

/** In a tree of its own: its style and that of the console do not meet. */
function Adopted({ screen }: { readonly screen: FirstScreen }): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: 'open' });
    if (root === undefined) return;
    root.adoptedStyleSheets = [screen.style];
    root.replaceChildren(screen.content);
  }, [screen]);
  return <div class="first-screen" ref={host} />;
}
