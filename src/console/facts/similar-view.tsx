import type { JSX } from 'preact';

import { findSimilar } from '#client/generated/sdk.gen';
import { Sample } from '../parts/sample';
import { ask } from '../service/ask';
import type { Fact } from '../service/shapes';
import { hrefOf } from '../shell/route';
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
        show={(facts) => <Relatives id={id} facts={facts} />}
      />
    </section>
  );
}

/** Other results, a line each: to be opened, or looked at beside this one. */
function Relatives({ id, facts }: { readonly id: string; readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <ul class="facts">
      {facts.map(({ ref, text }) => {
        const other = ref.replace(/^analysis:/, '');
        return (
          <li>
            <span class="text">
              <Sample text={text} /> <a href={hrefOf(['files', id, 'compare'], { with: other })}>compare</a>{' '}
              <a href={hrefOf(['files', other])}>open</a>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
