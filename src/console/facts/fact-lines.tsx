import type { JSX } from 'preact';

import { Line } from '../parts/at';
import { wordsOf } from '../parts/words';
import type { Fact } from '../service/shapes';
import { hrefOf } from '../shell/route';

interface FactLinesProps {
  readonly id: string;
  readonly facts: readonly Fact[];
  /** Shows what kind each is. */
  readonly hasKinds?: boolean;
  /** Leaves out by what each is asked for: lines of one card have all the same. */
  readonly isCard?: boolean;
}

/** Facts as the service tells them, a line each. Text of the file in them is quoted by the service, and shown as text. */
export function FactLines({ id, facts, hasKinds = false, isCard = false }: FactLinesProps): JSX.Element {
  return (
    <ul class="facts">
      {facts.map(({ ref, text, kind }) => (
        <li>
          {hasKinds && <span class="kind">{kind === undefined ? '' : wordsOf(kind)}</span>}
          <span class="text">
            <Line id={id} text={text} />
            {!isCard && !text.startsWith('0x') && <FactLink id={id} of={ref} />}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What cards exist of. */
const WITH_CARD = /^(fn|imp|str|exp|sec|find|cap|res):/;

function FactLink({ id, of }: { readonly id: string; readonly of: string }): JSX.Element | null {
  if (!WITH_CARD.test(of)) return null;
  const place = of.startsWith('fn:') ? ['functions', of.slice('fn:'.length)] : ['facts', of];
  return (
    <>
      {' '}
      <a class="small" href={hrefOf(['files', id, ...place])} aria-label={`All of ${of}`}>
        more
      </a>
    </>
  );
}
