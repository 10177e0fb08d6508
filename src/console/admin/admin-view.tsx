import type { JSX } from 'preact';

import { hrefOf } from '../shell/route';
import { FeaturesView } from './features-view';
import { KeysView } from './keys-view';
import { QueueView } from './queue-view';

const PARTS: readonly (readonly [string, string])[] = [
  ['queue', 'Queue and workers'],
  ['keys', 'Keys'],
  ['features', 'Features'],
];

/** For those who run the service. */
export function AdminView({ part }: { readonly part: string }): JSX.Element {
  return (
    <>
      <h1 tabIndex={-1}>Administration</h1>
      <nav class="tabs" aria-label="Parts of the administration">
        {PARTS.map(([name, title]) => (
          <a href={hrefOf(['admin', name])} aria-current={part === name ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      {part === 'keys' ? <KeysView /> : part === 'features' ? <FeaturesView /> : <QueueView />}
    </>
  );
}
