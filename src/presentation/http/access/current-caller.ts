import type { IncomingMessage } from 'node:http';
import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';

import type { Caller } from '#domain/access/caller';

const callers = new WeakMap<IncomingMessage, Caller>();

/** Remembers who makes the request; the guard's task alone. */
export function setCaller(request: IncomingMessage, caller: Caller): void {
  callers.set(request, caller);
}

/** Whom the guard has found. @throws Error where no guard has asked: nobody is taken for somebody. */
export function callerOf(request: IncomingMessage): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('The caller of this request was never asked for: its route is public.');
  return caller;
}

/** A route's parameter: who makes the request. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<IncomingMessage>()),
);
