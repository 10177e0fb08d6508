import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { createKey, listKeys, revokeKey } from '#client/generated/sdk.gen';
import type { Refusal } from '#client/refusal';
import { announce } from '../parts/announce';
import { Problem } from '../parts/problem';
import { Sample } from '../parts/sample';
import { toldText } from '../parts/shown-text';
import { countText, timeText } from '../parts/words';
import { ask, refusalOf } from '../service/ask';
import type { Key } from '../service/shapes';
import { useReading } from '../service/use-reading';
import { NewKey } from './new-key';

const MOST = 500;

/** Who may use the service: keys are made here, shown once, and revoked. */
export function KeysView(): JSX.Element {
  const keys = useReading('keys', (signal) =>
    ask((client) => listKeys({ client, query: { page_size: MOST }, signal }), signal),
  );
  const [made, setMade] = useState<string>();
  const [refusal, setRefusal] = useState<Refusal>();
  const act = (doing: () => Promise<unknown>): void => {
    setRefusal(undefined);
    doing().then(keys.again, (thrown: unknown) => setRefusal(refusalOf(thrown)));
  };
  return (
    <section aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <NewKey
        make={(body) =>
          act(async () => {
            const { data } = await ask((client) => createKey({ client, body }));
            setMade(data.key);
            announce('The key was made.');
          })
        }
      />
      {made !== undefined && (
        <p class="made" role="status">
          The key, shown this once:{' '}
          <input readOnly aria-label="The new key" value={made} onFocus={(event) => event.currentTarget.select()} />{' '}
          <button onClick={() => setMade(undefined)}>I have it</button>
        </p>
      )}
      {(refusal ?? keys.refusal) !== undefined && <Problem refusal={(refusal ?? keys.refusal) as Refusal} />}
      {keys.value?.has_next === true && <p class="soft">The first {countText(MOST)} of them; the API lists all.</p>}
      {keys.value?.data.length === 0 && <p class="empty">There are none yet.</p>}
      {(keys.value?.data.length ?? 0) > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col" class="wide">
                Used this month
              </th>
              <th scope="col" class="wide">
                Last used
              </th>
              <th scope="col" class="tight">
                <span class="unseen-label">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.value?.data.map((key) => (
              <KeyRow
                key={key.key_id}
                of={key}
                revoke={() => {
                  if (confirm('Revoke this key? It stops working at once, everywhere.'))
                    act(() => ask((client) => revokeKey({ client, path: { id: key.key_id } })));
                }}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function KeyRow({ of: key, revoke }: { readonly of: Key; readonly revoke: () => void }): JSX.Element {
  return (
    <tr>
      <th scope="row">
        <Sample text={key.name} most={80} />
        <div class="soft small">
          <code>{key.key_id}</code>
        </div>
      </th>
      <td>{key.role}</td>
      <td class="wide figure">
        {countText(key.usage_count)}
        {key.usage_quota !== null && ` of ${countText(key.usage_quota)}`}
      </td>
      <td class="wide">{key.last_used === null ? 'never' : timeText(key.last_used)}</td>
      <td class="tight">
        {key.active ? (
          <button class="quiet" onClick={revoke} aria-label={`Revoke ${toldText(key.name)}`}>
            Revoke
          </button>
        ) : (
          'revoked'
        )}
      </td>
    </tr>
  );
}
