import { useEffect, useState } from 'preact/hooks';

/** Where the console is, as the fragment of the address says: `#/files/ID/functions?filter=main`. */
export interface Route {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

type Query = Readonly<Record<string, string | undefined>>;

export function hrefOf(path: readonly string[], query: Query = {}): string {
  const given = Object.entries(query).filter((each): each is [string, string] => (each[1] ?? '') !== '');
  const said = new URLSearchParams(given).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${said === '' ? '' : `?${said}`}`;
}

export function go(path: readonly string[], query: Query = {}): void {
  location.hash = hrefOf(path, query);
}

/** Says in the address what is shown, without a step that the back button would have to undo. */
export function restate(path: readonly string[], query: Query): void {
  const href = hrefOf(path, query);
  if (location.hash === href) return;
  history.replaceState(null, '', href);
  for (const listener of listeners) listener();
}

const listeners = new Set<() => void>();
window.addEventListener('hashchange', () => {
  for (const listener of listeners) listener();
});

export function routeOf(hash: string): Route {
  const [path = '', ...query] = hash.replace(/^#/, '').split('?');
  return { path: path.split('/').filter(Boolean).map(decoded), query: new URLSearchParams(query.join('?')) };
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const look = (): void => setRoute(routeOf(location.hash));
    listeners.add(look);
    // It may have changed since this was first drawn.
    look();
    return () => void listeners.delete(look);
  }, []);
  return route;
}

/** A link of a colleague may be cut anywhere. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
