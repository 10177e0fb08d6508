import type { JSX } from 'preact';

import { Problem } from '../parts/problem';
import { Sample } from '../parts/sample';
import { useStore } from '../parts/store';
import { bytesText } from '../parts/words';
import type { Upload } from './uploads';
import { removeUpload, retryUpload, uploads } from './uploads';

/** Files that are no jobs yet: on their way, or refused. */
export function UploadRows(): JSX.Element | null {
  const all = useStore(uploads);
  if (all.length === 0) return null;
  return (
    <section aria-labelledby="uploads-title">
      <h2 id="uploads-title">On their way</h2>
      <ul class="uploads">
        {all.map((upload) => (
          <li key={upload.id}>
            <UploadRow upload={upload} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ upload }: { readonly upload: Upload }): JSX.Element {
  const { id, name, content, state, refusal, depth } = upload;
  return (
    <>
      <div class="row">
        <strong class="grow">
          <Sample text={name} />
        </strong>
        <span class="soft">
          {bytesText(content.size)}, {depth}
        </span>
        <span class={`state ${state}`}>{state}</span>
        {refusal !== undefined && (
          <button onClick={() => retryUpload(id)} aria-label={`Try ${name} again`}>
            Try again
          </button>
        )}
        <button onClick={() => removeUpload(id)} aria-label={`Remove ${name}`}>
          {state === 'refused' ? 'Dismiss' : 'Cancel'}
        </button>
      </div>
      {state === 'sending' && <progress aria-label={`Sending ${name}`} />}
      {refusal !== undefined && <Problem refusal={refusal} />}
    </>
  );
}
