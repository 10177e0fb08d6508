import type { ComponentChildren, JSX } from 'preact';

import { getFunction } from '#client/generated/sdk.gen';
import type { FunctionDetail } from '#client/generated/types.gen';
import { CardLines } from '../facts/card-lines';
import { notReady } from '../file/use-file';
import { At, FunctionLink } from '../parts/at';
import { Problem } from '../parts/problem';
import { Sample } from '../parts/sample';
import { countText } from '../parts/words';
import { ask } from '../service/ask';
import { useReading } from '../service/use-reading';
import { hrefOf } from '../shell/route';
import { Listing } from './listing';

interface FunctionViewProps {
  readonly id: string;
  readonly of: string;
}

/** One function: what it does, who calls it and whom it calls, its code. */
export function FunctionView({ id, of }: FunctionViewProps): JSX.Element {
  const { value, refusal, again } = useReading(`${id} ${of}`, (signal) => readFunction(id, of, signal));
  if (refusal !== undefined) return <Problem refusal={refusal} again={again} />;
  if (value === undefined) return <p class="soft">Reading …</p>;
  const { name, address, size, type, complexity_score: complexity, signature, decompiled } = value;
  return (
    <article class="function">
      <h2 tabIndex={-1}>
        <Sample text={name} most={200} /> <code class="soft">{address}</code>
      </h2>
      <p class="soft">
        {type}, {countText(size)} bytes{complexity !== undefined && `, complexity ${countText(complexity)}`}
        {' · '}
        <a href={hrefOf(['files', id, 'paths'], { to: address })}>call paths to it</a>
        {' · '}
        <a href={hrefOf(['files', id, 'functions'])}>all functions</a>
      </p>
      {signature !== undefined && (
        <p>
          <code>
            <Sample text={signature} />
          </code>
        </p>
      )}
      <div class="columns">
        <CardLines id={id} of={`fn:${address}`} title="What it does" parts={['identity']} />
        <Relations id={id} of={value} />
      </div>
      {decompiled !== null && (
        <section aria-labelledby="pseudo-title">
          <h3 id="pseudo-title">Pseudo code</h3>
          <pre tabIndex={0} role="region" aria-labelledby="pseudo-title">
            {decompiled.code.split('\n').map((line) => (
              <>
                <Sample text={line} />
                {'\n'}
              </>
            ))}
          </pre>
        </section>
      )}
      <Listing id={id} of={address} />
    </article>
  );
}

async function readFunction(id: string, of: string, signal: AbortSignal): Promise<FunctionDetail> {
  const path = { id, address: of };
  const { data } = await ask((client) => getFunction({ client, path, query: { partial: 'true' }, signal }), signal);
  if (!('address' in data)) throw notReady();
  return data;
}

const MOST_SHOWN = 60;

function Relations({ id, of }: { readonly id: string; readonly of: FunctionDetail }): JSX.Element {
  const { calls_from: callers = [], calls_to: callees = [], strings = [], imports = [], totals = {} } = of;
  return (
    <section aria-label="Callers and callees" class="relations">
      <Names title="Called by" total={totals.calls_from ?? callers.length}>
        {callers.slice(0, MOST_SHOWN).map(({ address, name }) => (
          <FunctionLink id={id} of={address} name={name} />
        ))}
      </Names>
      <Names title="Calls" total={totals.calls_to ?? callees.length}>
        {callees.slice(0, MOST_SHOWN).map(({ address, name }) => (
          <FunctionLink id={id} of={address} name={name} />
        ))}
      </Names>
      <Names title="Imports" total={totals.imports ?? imports.length}>
        {imports.slice(0, MOST_SHOWN).map((name) => (
          <At id={id} address={`imp:${name}`} name={name} />
        ))}
      </Names>
      <Names title="Strings" total={totals.strings ?? strings.length}>
        {strings.slice(0, MOST_SHOWN).map(({ address, content }) => (
          <span class="string">
            <At id={id} address={address} /> <Sample text={content} most={100} />
          </span>
        ))}
      </Names>
    </section>
  );
}

interface NamesProps {
  readonly title: string;
  readonly total: number;
  readonly children: readonly ComponentChildren[];
}

function Names({ title, total, children }: NamesProps): JSX.Element {
  const more = total - children.length;
  return (
    <>
      <h3>
        {title} <span class="count">{countText(total)}</span>
      </h3>
      {total === 0 ? (
        <p class="soft">none</p>
      ) : (
        <ul class="names">
          {children.map((child) => (
            <li>{child}</li>
          ))}
          {more > 0 && <li class="soft">and {countText(more)} more</li>}
        </ul>
      )}
    </>
  );
}
