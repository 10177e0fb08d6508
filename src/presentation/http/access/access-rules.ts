import { SetMetadata } from '@nestjs/common';

/** Which budget of the rate limit a request is counted against. */
export const REQUEST_KINDS = ['read', 'submission', 'unlimited'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const PUBLIC_ROUTE = 'bin2nlp:public-route';
export const ADMIN_ROUTE = 'bin2nlp:admin-route';
export const REQUEST_KIND = 'bin2nlp:request-kind';

/** Needs no key and counts against no limit. A route without this needs a key. */
export const PublicRoute = (): ClassDecorator & MethodDecorator => SetMetadata(PUBLIC_ROUTE, true);

/** Needs a key of the role `admin`. */
export const AdminRoute = (): ClassDecorator & MethodDecorator => SetMetadata(ADMIN_ROUTE, true);

/** Counts as this; a route that needs a key and does not say counts as a read. */
export const CountsAs = (kind: RequestKind): ClassDecorator & MethodDecorator => SetMetadata(REQUEST_KIND, kind);
