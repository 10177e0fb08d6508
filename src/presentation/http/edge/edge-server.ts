import type { EventEmitter } from 'node:events';
import type { RequestListener, Server, ServerOptions } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';

import type { ServerSettings } from '#config/settings/server';
import { SECOND_MS } from '#domain/shared/quantities';
import { endSoon } from '#presentation/http/answer/end-soon';
import { continueWhenRead } from './continue-when-read';
import { Exchanges } from './exchanges';
import type { MessageClasses } from './express-messages';
import { refuseUnreadable } from './parser-refusal';

/** What the parser takes beyond URI and headers, so that a little too much of either gets an answer that says which. */
const PARSER_SLACK_BYTES = 8192;
/** Event of the server: it has answered, with this code, what never became a request. */
export const UNREADABLE = 'bin2nlp:unreadable';
/** One that waits takes some 2.6 KB; 64 KB, which are read at once, hold 2,500 of the shortest. */
const WAITING_LIMITS = { onOneConnection: 2500, inAll: 10_000 };

/** An HTTP server with every limit set: none is left to Node's defaults, which change from one release to the next. */
export function edgeServer(
  settings: ServerSettings,
  listener: RequestListener,
  messages: Partial<MessageClasses> = {},
): Server {
  const exchanges = new Exchanges(answerBy(listener), WAITING_LIMITS);
  const server = createServer({ ...messages, ...optionsOf(settings) }, (request, response) => {
    hearFaults(request);
    hearFaults(response);
    exchanges.begin(request, response);
  });
  server.maxConnections = settings.maxConnections;
  // By their size, not by their number: Node would drop what is beyond it in silence.
  server.maxHeadersCount = 0;
  server.on('connection', hearFaults);
  server.on('clientError', (fault, socket) => {
    const code = refuseUnreadable(fault, socket, exchanges, settings);
    if (code !== undefined) server.emit(UNREADABLE, code);
  });
  server.on('checkContinue', (request, response) => {
    continueWhenRead(request, response);
    server.emit('request', request, response);
  });
  // Any other expectation may be ignored.
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  closeIdle(server, exchanges, settings.responseIdleSeconds * SECOND_MS);
  return server;
}

function optionsOf(settings: ServerSettings): ServerOptions {
  const idleMs = settings.requestIdleSeconds * SECOND_MS;
  return {
    maxHeaderSize: settings.maxUriBytes + settings.maxHeaderBytes + PARSER_SLACK_BYTES,
    headersTimeout: idleMs,
    // A body may take its time as long as it keeps its pace: who reads it watches that.
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(5000, idleMs / 4),
    keepAliveTimeout: settings.keepAliveSeconds * SECOND_MS,
    // Missing and repeated hosts get an answer that says so.
    requireHostHeader: false,
    insecureHTTPParser: false,
    noDelay: true,
  };
}

function answerBy(listener: RequestListener): RequestListener {
  return (request, response) => {
    response.once('finish', () => {
      if (!request.complete) endSoon(request.socket);
    });
    listener(request, response);
  };
}

/**
 * For all that carries bytes of a client, until its end. Who reads or writes learns of a fault where it does; but a fault may
 * come when nobody does any more, and one that nobody listens to would end the process.
 */
function hearFaults(emitter: EventEmitter): void {
  emitter.on('error', () => undefined);
}

/** Ends connections between requests, and those whose client does not read; one that waits for us is left alone. */
function closeIdle(server: Server, exchanges: Exchanges, responseIdleMs: number): void {
  server.timeout = responseIdleMs;
  server.on('timeout', (socket: Socket) => {
    const underWay = exchanges.on(socket);
    // Before the first request, the time for its headers counts.
    if (underWay === undefined) return;
    if (underWay.length === 0 || socket.writableLength > 0) socket.destroy();
  });
}
