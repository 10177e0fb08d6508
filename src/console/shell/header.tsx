import type { JSX } from 'preact';

import { Sample } from '../parts/sample';
import type { Session } from '../service/session';
import { signOut } from '../service/session';
import { hrefOf } from './route';

export function Header({ session, at }: { readonly session: Session; readonly at: string }): JSX.Element {
  const caller = session.kind === 'in' ? session.caller : undefined;
  const here = (place: string): { 'aria-current'?: 'page' } => (at === place ? { 'aria-current': 'page' } : {});
  return (
    <header>
      <a class="brand" href={hrefOf([])}>
        bin2nlp
      </a>
      <nav aria-label="Main">
        {caller !== undefined && (
          <a href={hrefOf([])} {...here('')}>
            Files
          </a>
        )}
        {caller?.isAdmin === true && (
          <a href={hrefOf(['admin'])} {...here('admin')}>
            Admin
          </a>
        )}
        <a href="/api/v1/docs">API</a>
        <a class="wide" href="/api/v1/redoc">
          Reference
        </a>
      </nav>
      {caller !== undefined && !caller.isLocal && (
        <span class="row who">
          <span class="soft wide">
            <Sample text={caller.name} most={40} />
          </span>
          <button class="quiet" onClick={() => signOut('You have signed out.', true)}>
            Sign out
          </button>
        </span>
      )}
    </header>
  );
}
