import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Which requests of a connection are being answered, oldest first; the parser's faults belong to one of them or to none. */
export class Exchanges {
  private readonly underWay = new WeakMap<Duplex, Set<Exchange>>();

  begin(request: IncomingMessage, response: ServerResponse): void {
    const exchange = { request, response };
    const all = this.underWay.get(request.socket) ?? new Set();
    this.underWay.set(request.socket, all.add(exchange));
    response.once('close', () => {
      all.delete(exchange);
    });
  }

  /** Empty between two requests, `undefined` before the first. */
  on(socket: Duplex): readonly Exchange[] | undefined {
    const all = this.underWay.get(socket);
    return all && [...all];
  }
}
