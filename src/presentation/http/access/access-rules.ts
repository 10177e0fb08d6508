import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

/** Which budget of the rate limit a request is counted against. */
export const REQUEST_KINDS = ['read', 'submission', 'unlimited'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Where the guard finds what a route says; the OpenAPI document is told the same under the same name. */
export const PUBLIC_ROUTE = 'x-public-route';
export const ADMIN_ROUTE = 'x-admin-route';
export const BASIC_TOO = 'x-basic-too';
export const REQUEST_KIND = 'x-request-kind';
/** Its refusal of a caller without a key names the authorization server, where one is set. */
export const PROTECTED_RESOURCE = 'bin2nlp:protected-resource';
/** Which operation a route is written to the audit as. */
export const AUDITED = 'bin2nlp:audited';
export const ACCESS_RULES = [PUBLIC_ROUTE, ADMIN_ROUTE, BASIC_TOO, REQUEST_KIND] as const;

type RouteRule = ClassDecorator & MethodDecorator;

/** Needs no key and counts against no limit. A route without this needs a key. */
export const PublicRoute = (): RouteRule => rule(PUBLIC_ROUTE, true);

/** Needs a key of the role `admin`. */
export const AdminRoute = (): RouteRule => rule(ADMIN_ROUTE, true);

/** Takes the name and password of a Basic user in place of a key; such a caller counts by name. */
export const BasicToo = (): RouteRule => rule(BASIC_TOO, true);

/** A resource that OAuth clients find the way into by themselves (RFC 9728). */
export const ProtectedResource = (): RouteRule => SetMetadata(PROTECTED_RESOURCE, true);

/** Counts as this; a route that needs a key and does not say counts as a read. */
export const CountsAs = (kind: RequestKind): RouteRule => rule(REQUEST_KIND, kind);

function rule(name: (typeof ACCESS_RULES)[number], value: unknown): RouteRule {
  return applyDecorators(SetMetadata(name, value), ApiExtension(name, value));
}
