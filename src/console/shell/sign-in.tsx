import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { Refusal } from '#client/refusal';
import { refusalOf } from '../service/ask';
import { signIn } from '../service/session';

/** Asks for the key. */
export function SignIn({ why }: { readonly why?: string | undefined }): JSX.Element {
  const [key, setKey] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const [isBusy, setBusy] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    signIn(key.trim())
      .catch((thrown: unknown) => setRefusal(refusalOf(thrown)))
      .finally(() => setBusy(false));
  };
  const wrong = refusal?.code === 'UNAUTHORIZED' ? 'This key is wrong, was revoked, or has run out.' : refusal?.message;
  return (
    <form class="sign-in" onSubmit={submit}>
      <h1 tabIndex={-1}>Sign in</h1>
      {why !== undefined && <p role="status">{why}</p>}
      <p>
        This service asks for an API key. It is kept for this tab alone, and forgotten when you close it or sign out.
        Whoever runs the service makes keys.
      </p>
      <label for="key">API key</label>
      <input
        id="key"
        type="password"
        autocomplete="off"
        spellcheck={false}
        required
        value={key}
        aria-invalid={refusal !== undefined}
        aria-describedby={refusal === undefined ? undefined : 'key-wrong'}
        onInput={(event) => setKey(event.currentTarget.value)}
      />
      {wrong !== undefined && (
        <p id="key-wrong" class="wrong" role="alert">
          {wrong} {refusal?.code !== 'UNAUTHORIZED' && refusal?.remediation}
        </p>
      )}
      <button class="first" disabled={isBusy}>
        Sign in
      </button>
    </form>
  );
}
