import type { JSX } from 'preact';

import { getFact } from '#client/generated/sdk.gen';
import { ask } from '../service/ask';
import { FactLines } from './fact-lines';
import { factPage } from './fact-page';
import { MoreFacts } from './more-facts';

type Part = 'calls' | 'imports' | 'strings' | 'identity' | 'code';

interface CardLinesProps {
  readonly id: string;
  readonly of: string;
  readonly title: string;
  readonly parts?: readonly Part[];
}

const TOKENS = 4000;

/** One thing whole, line by line. */
export function CardLines({ id, of, title, parts }: CardLinesProps): JSX.Element {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <MoreFacts
        key={of}
        question={of}
        empty="Nothing more is known."
        read={async (cursor, signal) =>
          factPage(
            await ask(
              (client) =>
                getFact({
                  client,
                  path: { id, ref: of },
                  query: {
                    format: 'json',
                    max_tokens: TOKENS,
                    ...(parts !== undefined && { parts: [...parts] }),
                    ...(cursor !== undefined && { cursor }),
                  },
                  signal,
                }),
              signal,
            ),
          )
        }
        show={(facts) => <FactLines id={id} facts={facts} isCard />}
      />
    </section>
  );
}
