import type { JSX } from 'preact';

import { findSimilar } from '#client/generated/sdk.gen';
import { ask } from '../service/ask';
import { FactLines } from './fact-lines';
import { factPage } from './fact-page';
import { MoreFacts } from './more-facts';

/** Which other results of this key have the same functions. */
export function SimilarView({ id }: { readonly id: string }): JSX.Element {
  return (
    <section aria-labelledby="similar-title">
      <h2 id="similar-title">Seen before</h2>
      <MoreFacts
        question={id}
        empty="None of your other results has functions of this file."
        read={async (cursor, signal) =>
          factPage(
            await ask(
              (client) =>
                findSimilar({
                  client,
                  path: { id },
                  query: { format: 'json', ...(cursor !== undefined && { cursor }) },
                  signal,
                }),
              signal,
            ),
          )
        }
        show={(facts) => <FactLines id={id} facts={facts} />}
      />
    </section>
  );
}
