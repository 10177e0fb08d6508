import type { Request } from 'express';

/** What Express keeps of a route; its types do not tell all of it. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/**
 * The methods that a request's path is served for, in upper case and alphabetical order, as `Allow` names them; empty for a path
 * that has no route.
 */
export function allowedMethods({ app, path }: Request): readonly string[] {
  const layers = app.router.stack as unknown as readonly Layer[];
  const methods = layers
    .filter((layer) => layer.route !== undefined && layer.match(path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}))
    // HEAD is answered as GET is, without the body.
    .flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
  return [...new Set(methods)].sort();
}
