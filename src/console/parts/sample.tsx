import type { JSX } from 'preact';

import { shownParts } from './shown-text';

/** Text of the file, as text: what cannot be seen is shown by its number, and none of it reaches what stands beside it. */
export function Sample({ text, most = 2000 }: { readonly text: string; readonly most?: number }): JSX.Element {
  const shown = text.length > most ? text.slice(0, most) : text;
  return (
    <bdi class="sample">
      {shownParts(shown).map((part) => (part.isHidden ? <span class="unseen">{part.text}</span> : part.text))}
      {shown.length < text.length && '…'}
    </bdi>
  );
}
