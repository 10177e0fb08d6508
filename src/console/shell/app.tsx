import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Refusal } from '#client/refusal';
import { JobsView } from '../jobs/jobs-view';
import { announcement } from '../parts/announce';
import { later } from '../parts/later';
import { Problem } from '../parts/problem';
import { useStore } from '../parts/store';
import { refusalOf, waitingFor } from '../service/ask';
import { connection } from '../service/connection';
import { pause } from '../service/pause';
import { resume, session, signOut } from '../service/session';
import { Banner } from './banner';
import { Header } from './header';
import type { Route } from './route';
import { hrefOf, useRoute } from './route';
import { SignIn } from './sign-in';

const FileView = later(async () => (await import('../file/file-view')).FileView);
const AdminView = later(async () => (await import('../admin/admin-view')).AdminView);

export function App(): JSX.Element {
  const route = useRoute();
  const here = useStore(session);
  const refusal = useResumed();
  const said = useStore(announcement);
  useEffect(() => {
    // Whoever reads by ear is told that another page is there.
    if (here.kind === 'in') document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [route.path[1], route.path[2], route.path[0], here.kind]);
  return (
    <>
      <button class="skip" onClick={() => document.querySelector<HTMLElement>('main')?.focus()}>
        Skip to the content
      </button>
      <Header session={here} at={route.path[0] ?? ''} />
      <Banner />
      <main tabIndex={-1}>
        {refusal !== undefined && <Problem refusal={refusal} />}
        {here.kind === 'out' && <SignIn why={here.why} />}
        {here.kind === 'unknown' && refusal === undefined && <p class="soft">One moment …</p>}
        {here.kind === 'in' && <View route={route} isAdmin={here.caller.isAdmin} />}
      </main>
      <div role="log" class="unseen-label">
        {said}
      </div>
    </>
  );
}

function View({ route, isAdmin }: { readonly route: Route; readonly isAdmin: boolean }): JSX.Element {
  const [place, id, ...rest] = route.path;
  if (place === undefined) return <JobsView query={route.query} />;
  if (place === 'files' && id !== undefined) return <FileView key={id} id={id} part={rest} query={route.query} />;
  if (place === 'admin' && isAdmin) return <AdminView part={id ?? 'queue'} />;
  return (
    <>
      <h1 tabIndex={-1}>There is no such page</h1>
      <p>
        The link may be incomplete, or is for administrators. <a href={hrefOf([])}>All files</a>
      </p>
    </>
  );
}

/** Finds out who is here, however long the service is away; what it refuses for another reason than a key. */
function useResumed(): Refusal | undefined {
  const [refusal, setRefusal] = useState<Refusal>();
  useEffect(() => {
    const gone = new AbortController();
    const find = async (): Promise<void> => {
      for (let tried = 0; !gone.signal.aborted; tried += 1) {
        try {
          await resume();
          connection.set({ kind: 'up' });
          return;
        } catch (thrown) {
          const refused = refusalOf(thrown);
          if (refused.status === 401) {
            signOut(sessionStorage.length > 0 ? 'The service does not take this key (any more).' : undefined);
            return;
          }
          const waiting = waitingFor(refused, tried);
          if (waiting === undefined) {
            setRefusal(refused);
            return;
          }
          connection.set(waiting);
          await pause(waiting.until - Date.now(), gone.signal);
        }
      }
    };
    find().catch(() => undefined);
    return () => gone.abort();
  }, []);
  return refusal;
}
