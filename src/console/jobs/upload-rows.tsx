import type { JSX } from 'preact';

import { Problem } from '../parts/problem';
import { Sample } from '../parts/sample';
import { toldText } from '../parts/shown-text';
import { useStore } from '../parts/store';
import { bytesText, countText } from '../parts/words';
import type { Upload } from './uploads';
import { leftOut, removeUpload, removeUploads, retryUpload, uploads } from './uploads';

/** What was sent lies below: it is not to be pushed out of sight. */
const MOST_SHOWN = 12;
const ORDER: readonly Upload['state'][] = ['sending', 'refused', 'waiting'];

/** Files that are no jobs yet: on their way, or refused. */
export function UploadRows(): JSX.Element | null {
  const all = useStore(uploads);
  const missing = useStore(leftOut);
  if (all.length === 0 && missing === undefined) return null;
  const shown = ORDER.flatMap((state) => all.filter((each) => each.state === state)).slice(0, MOST_SHOWN);
  return (
    <section aria-labelledby="uploads-title">
      <div class="row">
        <h2 id="uploads-title" class="grow">
          On their way <span class="soft">{countText(all.length)}</span>
        </h2>
        <button onClick={removeUploads}>
          {all.every(({ state }) => state === 'refused') ? 'Dismiss all' : 'Cancel all'}
        </button>
      </div>
      {missing !== undefined && (
        <p class="banner" role="alert">
          {missing}
        </p>
      )}
      <ul class="uploads">
        {shown.map((upload) => (
          <li key={upload.id}>
            <UploadRow upload={upload} />
          </li>
        ))}
      </ul>
      {all.length > shown.length && <p class="soft">and {countText(all.length - shown.length)} more</p>}
    </section>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }): JSX.Element {
  const { id, name, content, state, refusal, depth, waits } = upload;
  const told = toldText(name);
  return (
    <>
      <div class="row">
        <strong class="grow">
          <Sample text={name} />
        </strong>
        <span class="soft">
          {bytesText(content.size)}, {depth}
        </span>
        <span class={`state ${state}`}>{waits === undefined ? state : 'waits'}</span>
        {refusal !== undefined && (
          <button onClick={() => retryUpload(id)} aria-label={`Try ${told} again`}>
            Try again
          </button>
        )}
        <button onClick={() => removeUpload(id)} aria-label={`Remove ${told}`}>
          {state === 'refused' ? 'Dismiss' : 'Cancel'}
        </button>
      </div>
      {waits !== undefined && <p class="soft small">{waits}</p>}
      {state === 'sending' && waits === undefined && <progress aria-label={`Sending ${told}`} />}
      {refusal !== undefined && <Problem refusal={refusal} />}
    </>
  );
}
