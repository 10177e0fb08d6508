import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { CreateKeyRequest } from '#client/generated/types.gen';

/** Asks for whom a key is. */
export function NewKey({ make }: { readonly make: (body: CreateKeyRequest) => void }): JSX.Element {
  const [name, setName] = useState('');
  const [role, setRole] = useState<CreateKeyRequest['role']>('user');
  const [quota, setQuota] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    make({ name: name.trim(), role, ...(quota !== '' && { usage_quota: Number(quota) }) });
    setName('');
  };
  return (
    <form class="row" onSubmit={submit} aria-label="Make a key">
      <label class="grow">
        For whom
        <input required maxLength={100} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label>
        Role
        <select value={role} onChange={(event) => setRole(event.currentTarget.value === 'admin' ? 'admin' : 'user')}>
          <option value="user">user</option>
          <option value="admin">admin</option>
        </select>
      </label>
      <label>
        Files a month
        <input
          type="number"
          min={1}
          placeholder="any"
          value={quota}
          onInput={(event) => setQuota(event.currentTarget.value)}
        />
      </label>
      <button class="first">Make a key</button>
    </form>
  );
}
