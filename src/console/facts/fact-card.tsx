import type { JSX } from 'preact';

import { Sample } from '../parts/sample';
import { hrefOf } from '../shell/route';
import { CardLines } from './card-lines';

/** Any one thing of a file: a string, an import, an export, a section, whatever is at an address. */
export function FactCard({ id, of }: { readonly id: string; readonly of: string }): JSX.Element {
  const isAddress = of.startsWith('0x');
  const isCallable = isAddress || /^(imp|fn):/.test(of);
  return (
    <article>
      <h2 tabIndex={-1}>
        <Sample text={of} most={160} />
      </h2>
      <p class="row">
        {isAddress && <a href={hrefOf(['files', id, 'functions', of])}>As a function, with its code</a>}
        {isCallable && <a href={hrefOf(['files', id, 'paths'], { to: of })}>Call paths to it</a>}
        {of.startsWith('imp:') && (
          <a href={hrefOf(['files', id, 'search'], { q: `uses:${of.slice('imp:'.length)}` })}>Functions that use it</a>
        )}
      </p>
      <CardLines id={id} of={of} title="All that is known of it" />
    </article>
  );
}
