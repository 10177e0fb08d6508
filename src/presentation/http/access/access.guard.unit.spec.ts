import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { AuthenticateKey } from '#application/access/authenticate-key';
import { LimitRequests } from '#application/access/limit-requests';
import { SpendQuota } from '#application/access/spend-quota';
import { VerifyBasicCredentials } from '#application/access/verify-basic-credentials';
import { AppConfig } from '#config/app-config';
import { basicCredentials } from '#domain/access/basic-credentials';
import { DomainError } from '#domain/shared/domain-error';
import { FakeApiKeyStore } from '#test/fakes/fake-api-key-store';
import { FakeClock } from '#test/fakes/fake-clock';
import { FakeRateLimiter } from '#test/fakes/fake-rate-limiter';
import { FakeTracing } from '#test/fakes/fake-tracing';
import { FakeUsageCounter } from '#test/fakes/fake-usage-counter';
import { AccessGuard } from './access.guard';
import { BasicToo, CountsAs } from './access-rules';
import { CountRequest } from './count-request';
import { callerOf } from './current-caller';
import { IdentifyCaller } from './identify-caller';

class Routes {
  @BasicToo()
  identify(): void {
    // Only what stands above it matters.
  }

  @BasicToo()
  @CountsAs('unlimited')
  unlimited(): void {
    // Only what stands above it matters.
  }

  analyse(): void {
    // Only what stands above it matters.
  }
}

const SETTINGS = {
  keySalt: 'salt',
  rateLimits: { submissionsPerHour: 9, submissionsBurst: 9, readsPerHour: 9, readsBurst: 2 },
  globalLimits: { submissionsPerHour: 9, readsPerHour: 9 },
};

describe('the guard of a route that takes Basic users too', () => {
  const limiter = new FakeRateLimiter();
  const tracing = new FakeTracing();
  const answers: Record<string, unknown> = {};
  const pass = async (route: keyof Routes, authorization: string): Promise<string> => {
    const config = Object.assign(new AppConfig(), {});
    Object.assign(config.features, { apiAuthentication: true, rateLimiting: true });
    const clock = new FakeClock();
    const identify = new IdentifyCaller(
      new AuthenticateKey(new FakeApiKeyStore(), SETTINGS, clock),
      config,
      new VerifyBasicCredentials({ credentials: basicCredentials('anna', 'pass:word') }),
    );
    const guard = new AccessGuard(
      new Reflector(),
      identify,
      new CountRequest(new LimitRequests(limiter, SETTINGS), config),
      new SpendQuota(new FakeUsageCounter(), clock),
      config,
      tracing,
    );
    const request = { headers: { authorization, traceparent: authorization } };
    const response = { setHeader: (name: string, value: unknown) => (answers[name] = value) };
    await guard.canActivate({
      getHandler: () => Object.getOwnPropertyDescriptor(Routes.prototype, route)?.value as () => void,
      getClass: () => Routes,
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }),
    } as unknown as ExecutionContext);
    return callerOf(request as never).keyId;
  };
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

  it('believes what a request is part of only of callers whom it knows', async () => {
    await expect(pass('unlimited', basic('anna:wrong'))).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await pass('unlimited', basic('anna:pass:word'));
    expect(tracing.adopted).toEqual([basic('anna:pass:word')]);
  });

  it('lets a user in by name and password, who counts by name', async () => {
    expect(await pass('identify', basic('anna:pass:word'))).toBe('basic:anna');
    expect(await pass('identify', basic('anna:pass:word'))).toBe('basic:anna');
    await expect(pass('identify', basic('anna:pass:word'))).rejects.toMatchObject({ code: 'RATE_LIMIT_EXCEEDED' });
    expect(answers).toMatchObject({ 'RateLimit-Limit': 2, 'RateLimit-Remaining': 0 });
    expect(await pass('unlimited', basic('anna:pass:word'))).toBe('basic:anna');
  });

  it.each([basic('anna:wrong'), basic('ben:pass:word'), basic('anna'), basic(''), 'Basic !', 'Basic'])(
    'does not let in %s, and says how to come in',
    async (authorization) => {
      await expect(pass('identify', authorization)).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
        message: 'Authentication required',
      });
      expect(answers['WWW-Authenticate']).toMatch(/^Basic /);
    },
  );

  it('does not let a Basic user in where the route takes keys only', async () => {
    await expect(pass('analyse', basic('anna:pass:word'))).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(answers['WWW-Authenticate']).toBe('Bearer');
  });

  it('goes on without limits for Basic users while nobody can count', async () => {
    limiter.take = () => Promise.reject(new DomainError('SERVICE_UNAVAILABLE', 'away'));
    expect(await pass('identify', basic('anna:pass:word'))).toBe('basic:anna');
  });
});

it('a caller that no guard has asked for is nobody', () => {
  expect(() => callerOf({} as never)).toThrow('never asked for');
});
