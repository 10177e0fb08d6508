import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { searchFacts } from '#client/generated/sdk.gen';
import type { Refusal } from '#client/refusal';
import { Choice } from '../parts/choice';
import { FACT_KINDS } from '../parts/choices';
import { Wrong } from '../parts/wrong';
import { ask } from '../service/ask';
import { hrefOf, restate } from '../shell/route';
import { FactLines } from './fact-lines';
import { factPage } from './fact-page';
import { MoreFacts } from './more-facts';

const TOKENS = 3000;
const EXAMPLES: readonly (readonly [string, string])[] = [
  ['password', 'a word, or "some text", in names, contents, libraries, titles'],
  ['/https?:\\/\\//i', 'an expression of RE2'],
  ['tag:network', 'what has to do with network, file, process, registry, crypto, memory, ui or system'],
  ['uses:connect', 'functions that use an import; lib:WS2_32 for all of a library'],
  ['refs:"/bin/sh"', 'functions that use a string'],
  ['calls:main', 'functions that call it; calledby:main for those that it calls'],
  ['type:url', 'strings, functions, exports of a type'],
  ['cc>50', 'functions by complexity, callers, size: callers>10, size<100'],
  ['named:no tag:crypto -uses:malloc', 'all must hold, but what has - before it'],
];

/** Facts that fit a query, and how queries are written. */
export function SearchView({ id, query }: { readonly id: string; readonly query: URLSearchParams }): JSX.Element {
  const q = query.get('q') ?? '';
  const kind = FACT_KINDS.find((each) => each === query.get('kind'));
  const [refusal, setRefusal] = useState<Refusal>();
  return (
    <section aria-labelledby="search-title">
      <div class="row">
        <h2 id="search-title" class="grow">
          Search
        </h2>
        {q !== '' && (
          <Choice
            label="Kind"
            names={FACT_KINDS}
            chosen={kind}
            state={(name) => restate(['files', id, 'search'], { q, kind: name })}
          />
        )}
      </div>
      <Wrong id="search-wrong" refusal={refusal} />
      {q !== '' && (
        <MoreFacts
          key={`${q} ${kind ?? ''}`}
          question={`${q} ${kind ?? ''}`}
          empty="Nothing fits. Try fewer terms, all kinds, or one of the forms below."
          read={async (cursor, signal) =>
            factPage(
              await ask(
                (client) =>
                  searchFacts({
                    client,
                    path: { id },
                    query: {
                      q,
                      format: 'json',
                      max_tokens: TOKENS,
                      ...(kind !== undefined && { kinds: [kind] }),
                      ...(cursor !== undefined && { cursor }),
                    },
                    signal,
                  }),
                signal,
              ),
            )
          }
          show={(facts) => <FactLines id={id} facts={facts} hasKinds />}
          onRefusal={setRefusal}
        />
      )}
      <details open={q === '' || refusal !== undefined}>
        <summary>How to ask</summary>
        <dl class="help">
          {EXAMPLES.map(([example, text]) => (
            <>
              <dt>
                <a href={hrefOf(['files', id, 'search'], { q: example })}>
                  <code>{example}</code>
                </a>
              </dt>
              <dd>{text}</dd>
            </>
          ))}
        </dl>
      </details>
    </section>
  );
}
