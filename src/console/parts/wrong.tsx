import type { JSX } from 'preact';

import type { Refusal } from '#client/refusal';
import { Sample } from './sample';

/** What is wrong with what was typed, told at the box where it was. */
export function Wrong({ id, refusal }: { readonly id: string; readonly refusal: Refusal | undefined }): JSX.Element {
  return (
    <div id={id} class="wrong small" role="alert">
      {refusal !== undefined && (
        <p>
          <Sample text={[refusal.message, ...refusal.faults].join(' ')} /> {refusal.remediation}
        </p>
      )}
    </div>
  );
}
