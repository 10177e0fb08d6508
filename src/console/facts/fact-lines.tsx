import type { JSX } from 'preact';

import { Line } from '../parts/at';
import { Sample } from '../parts/sample';
import { wordsOf } from '../parts/words';
import type { Fact } from '../service/shapes';
import { hrefOf } from '../shell/route';

interface FactLinesProps {
  readonly id: string;
  readonly facts: readonly Fact[];
  /** They are of many kinds: shows which, and how calls lead to those that are called. */
  readonly hasKinds?: boolean;
  /** Leaves out by what each is asked for: lines of one card have all the same. */
  readonly isCard?: boolean;
}

/** Facts as the service tells them, a line each. Text of the file in them is quoted by the service, and shown as text. */
export function FactLines({ id, facts, hasKinds = false, isCard = false }: FactLinesProps): JSX.Element {
  return (
    <ul class="facts">
      {facts.map(({ ref, text, kind }) => {
        const link = isCard || text.startsWith('0x') ? undefined : linkOf(ref, text);
        return (
          <li>
            {hasKinds && <span class="kind">{kind === undefined ? '' : wordsOf(kind)}</span>}
            <span class="text">
              {link?.isFirst === true && <FactLink id={id} of={ref} text={`${link.text} `} />}
              <Line id={id} text={text} />
              {link?.isFirst === false && <FactLink id={id} of={ref} text={link.text} />}
              {hasKinds && CALLED.test(ref) && (
                <>
                  {' '}
                  <a
                    class="small"
                    href={hrefOf(['files', id, 'paths'], { to: ref })}
                    aria-label={`Call paths to ${ref}`}
                  >
                    paths
                  </a>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What calls lead to. */
const CALLED = /^(?:fn|imp):/;
/** What cards exist of. */
const WITH_CARD = /^(fn|imp|str|exp|sec|find|cap|res):(.+)$/;
/** Those of which a line may leave out the name: it ends in the reference. */
const NAMED = ['imp', 'exp', 'sec', 'str', 'fn'];

function linkOf(ref: string, text: string): { readonly text: string; readonly isFirst: boolean } | undefined {
  const [, kind = '', name = ''] = WITH_CARD.exec(ref) ?? [];
  if (kind === '') return undefined;
  return NAMED.includes(kind) && !text.includes(name)
    ? { text: name, isFirst: true }
    : { text: 'more', isFirst: false };
}

interface FactLinkProps {
  readonly id: string;
  readonly of: string;
  readonly text: string;
}

function FactLink({ id, of, text }: FactLinkProps): JSX.Element {
  const place = of.startsWith('fn:') ? ['functions', of.slice('fn:'.length)] : ['facts', of];
  const isMore = text === 'more';
  return (
    <>
      {isMore && ' '}
      <a
        class={isMore ? 'small' : 'at'}
        href={hrefOf(['files', id, ...place])}
        aria-label={isMore ? `more of ${of}` : undefined}
      >
        <Sample text={text.trim()} most={100} />
      </a>{' '}
    </>
  );
}
