import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

import type { Refusal } from '#client/refusal';
import { JobsView } from '../jobs/jobs-view';
import { useDrops } from '../jobs/use-drops';
import { announcement } from '../parts/announce';
import { later } from '../parts/later';
import { Problem } from '../parts/problem';
import { useStore } from '../parts/store';
import { refusalOf } from '../service/ask';
import { resume } from '../service/resume';
import { session } from '../service/session';
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
  const isOver = useDrops(here.kind === 'in');
  // Before the views do: one may lead to a part of itself.
  useLayoutEffect(() => {
    // Whoever reads by ear is told that another page is there.
    if (here.kind === 'in') document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [route.path.join('/'), here.kind]);
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
        {here.kind === 'in' && <View route={route} isAdmin={here.caller.isAdmin} isOver={isOver} />}
      </main>
      <div role="log" class="unseen-label">
        <p key={said}>{said.text}</p>
      </div>
    </>
  );
}

interface ViewProps {
  readonly route: Route;
  readonly isAdmin: boolean;
  readonly isOver: boolean;
}

function View({ route, isAdmin, isOver }: ViewProps): JSX.Element {
  const [place, id, ...rest] = route.path;
  if (place === undefined) return <JobsView query={route.query} isOver={isOver} />;
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

/** Finds out who is here; what the service refuses for another reason than a key. */
function useResumed(): Refusal | undefined {
  const [refusal, setRefusal] = useState<Refusal>();
  useEffect(() => {
    const gone = new AbortController();
    resume(gone.signal).catch((thrown: unknown) => {
      const refused = refusalOf(thrown);
      if (refused.status !== 401 && !gone.signal.aborted) setRefusal(refused);
    });
    return () => gone.abort();
  }, []);
  return refusal;
}
