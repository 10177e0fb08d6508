import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';

import type { Caller } from '#domain/access/caller';
import { LOCAL_CALLER } from '#domain/access/caller';

const callers = new WeakMap<IncomingMessage, Caller>();

/** Remembers who makes the request; the guard's task alone. */
export function setCaller(request: IncomingMessage, caller: Caller): void {
  callers.set(request, caller);
}

/** Who makes the request: whom the guard has found, or the local caller while nobody is asked. */
export function callerOf(request: IncomingMessage): Caller {
  return callers.get(request) ?? LOCAL_CALLER;
}

/** A route's parameter: who makes the request. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<IncomingMessage>()),
);
