import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { findPaths } from '#client/generated/sdk.gen';
import type { Refusal } from '#client/refusal';
import { Wrong } from '../parts/wrong';
import { ask } from '../service/ask';
import { go } from '../shell/route';
import { FactLines } from './fact-lines';
import { factPage } from './fact-page';
import { MoreFacts } from './more-facts';

const MOST = 10;

/** How calls lead to a function or an import. */
export function PathsView({ id, query }: { readonly id: string; readonly query: URLSearchParams }): JSX.Element {
  const [asked, askedFrom] = [query.get('to') ?? '', query.get('from') ?? ''];
  const [to, setTo] = useState(asked);
  const [from, setFrom] = useState(askedFrom);
  const [refusal, setRefusal] = useState<Refusal>();
  useEffect(() => {
    setTo(asked);
    setFrom(askedFrom);
  }, [asked, askedFrom]);
  const search = (event: Event): void => {
    event.preventDefault();
    if (to.trim() !== '') go(['files', id, 'paths'], { to: to.trim(), from: from.trim() });
  };
  return (
    <section aria-labelledby="paths-title">
      <h2 id="paths-title">Call paths</h2>
      <form class="row" onSubmit={search}>
        <label class="grow">
          To a function or an import
          <input
            value={to}
            required
            spellcheck={false}
            placeholder="connect, imp:WS2_32.connect, 0x401000"
            aria-invalid={refusal !== undefined}
            aria-describedby="paths-wrong"
            onInput={(event) => setTo(event.currentTarget.value)}
          />
        </label>
        <label class="grow">
          From (or where it starts)
          <input
            value={from}
            spellcheck={false}
            placeholder="main"
            onInput={(event) => setFrom(event.currentTarget.value)}
          />
        </label>
        <button class="first">Find</button>
      </form>
      <Wrong id="paths-wrong" refusal={refusal} />
      {asked === '' ? (
        <p class="empty">
          Name what the calls are to lead to: an import such as connect shows how the program comes to use it.
        </p>
      ) : (
        <MoreFacts
          key={`${asked} ${askedFrom}`}
          question={`${asked} ${askedFrom}`}
          empty="No chain of direct calls leads there. Calls through pointers are not known."
          read={async (cursor, signal) =>
            factPage(
              await ask(
                (client) =>
                  findPaths({
                    client,
                    path: { id },
                    query: {
                      to: asked,
                      ...(askedFrom !== '' && { from: askedFrom }),
                      ...(cursor !== undefined && { cursor }),
                      format: 'json',
                      max_paths: MOST,
                      whole: 'true',
                    },
                    signal,
                  }),
                signal,
              ),
            )
          }
          show={(facts) => <FactLines id={id} facts={facts} />}
          onRefusal={setRefusal}
        />
      )}
    </section>
  );
}
