import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';

import { idsUnderWay, logRequests } from './request-log';

const IDS = { requestId: 'of the request', correlationId: 'of the caller' };

describe('the log of requests', () => {
  const log = (level = 'debug') => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
    return { lines, logger: pino({ level, base: {}, mixin: idsUnderWay }, { write }) };
  };
  const exchange = (url: string, statusCode: number, writableFinished = true) => ({
    request: { method: 'GET', url } as IncomingMessage,
    response: Object.assign(new EventEmitter(), { statusCode, writableFinished }) as unknown as ServerResponse,
  });

  it('has all that is logged for a request carry its ids, however late', async () => {
    const { lines, logger } = log();
    const { request, response } = exchange('/somewhere', 200);
    let answering: Promise<void> | undefined;
    logRequests(logger, () => IDS)(request, response, () => {
      answering = (async () => {
        await setImmediate();
        logger.info('within');
      })();
    });
    logger.info('outside');
    await answering;
    expect(lines).toEqual([
      expect.not.objectContaining({ request_id: IDS.requestId }),
      expect.objectContaining({ msg: 'within', request_id: IDS.requestId, correlation_id: IDS.correlationId }),
    ]);
  });

  it.each([
    ['/api/v1/analyze/1?filename=secret', 200, true, 30, 'GET /api/v1/analyze/1 200'],
    ['/api/v1/analyze/1', 404, true, 30, 'GET /api/v1/analyze/1 404'],
    ['/api/v1/analyze/1', 503, true, 50, 'GET /api/v1/analyze/1 503'],
    ['/api/v1/health/live', 200, true, 20, 'GET /api/v1/health/live 200'],
    ['/metrics', 500, true, 50, 'GET /metrics 500'],
    ['/v1/magic/content', 200, false, 30, 'GET /v1/magic/content 499'],
  ])('says of %s that ended with %i (whole: %s), at level %i: %s', (url, status, isWhole, level, msg) => {
    const { lines, logger } = log();
    const { request, response } = exchange(url, status, isWhole);
    logRequests(logger, () => IDS)(request, response, () => undefined);
    response.emit('close');
    expect(lines).toEqual([
      expect.objectContaining({ level, msg, request_id: IDS.requestId, responseTime: expect.any(Number) as number }),
    ]);
  });

  it('says nothing that its level leaves out', () => {
    const { lines, logger } = log('warn');
    const { request, response } = exchange('/', 200);
    logRequests(logger, () => IDS)(request, response, () => undefined);
    response.emit('close');
    expect(lines).toEqual([]);
  });
});
