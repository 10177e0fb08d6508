import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** How many requests may wait for the answers before them. */
export interface WaitingLimits {
  readonly onOneConnection: number;
  readonly inAll: number;
}

/** The requests of one connection that are not answered yet. */
class Line {
  current: Exchange | undefined;
  readonly waiting: Exchange[] = [];

  constructor(readonly socket: Socket) {}

  /** Nothing is read while something waits, whoever else wants to go on reading. */
  readonly hold = (): void => void this.socket.pause();

  append(exchange: Exchange): void {
    if (this.waiting.push(exchange) === 1) this.socket.on('resume', this.hold);
    this.hold();
  }

  next(): Exchange | undefined {
    const next = this.waiting.shift();
    if (next !== undefined && this.waiting.length === 0) this.socket.off('resume', this.hold).resume();
    return next;
  }
}

/**
 * Answers the requests of a connection one after the other, however many its client sends ahead: an answer is begun when the one
 * before it has gone out, so one answer at most is in memory. The parser hands over at once all that it finds in one piece of
 * what was read (64 KB); those requests wait, and nothing more is read meanwhile. Where too many wait the connection ends, which
 * a client that sends ahead has to expect (RFC 9112, 9.3.2).
 */
export class Exchanges {
  private readonly lines = new WeakMap<Duplex, Line>();
  private waiting = 0;

  constructor(
    private readonly answer: RequestListener,
    private readonly limits: WaitingLimits,
  ) {}

  begin(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    // Still found in what was read before it was given up, or after its last answer (RFC 9112, 9.6).
    if (socket.destroyed || socket.writableEnded) return;
    const line = this.lineOf(socket);
    if (line.current === undefined && line.waiting.length === 0) this.start(line, { request, response });
    else this.wait(line, { request, response });
  }

  /** Oldest first; empty between two requests, `undefined` before the first. The parser's faults belong to one of them or to none. */
  on(socket: Duplex): readonly Exchange[] | undefined {
    const line = this.lines.get(socket);
    return line && [...(line.current === undefined ? [] : [line.current]), ...line.waiting];
  }

  private lineOf(socket: Socket): Line {
    const known = this.lines.get(socket);
    if (known !== undefined) return known;
    const line = new Line(socket);
    this.lines.set(socket, line);
    return line;
  }

  private start(line: Line, exchange: Exchange): void {
    line.current = exchange;
    exchange.response.once('close', () => {
      line.current = undefined;
      if (line.waiting.length > 0) this.goOn(line);
    });
    this.answer(exchange.request, exchange.response);
  }

  private wait(line: Line, exchange: Exchange): void {
    line.append(exchange);
    this.waiting += 1;
    if (line.waiting.length <= this.limits.onOneConnection && this.waiting <= this.limits.inAll) return;
    this.giveUp(line);
    line.socket.destroy();
  }

  private goOn(line: Line): void {
    // In a turn of its own: many small answers must not keep other connections waiting.
    setImmediate(() => {
      // The last answer may have been the last one of its connection.
      if (!line.socket.writable) {
        this.giveUp(line);
        return;
      }
      const next = line.next();
      if (next === undefined) return;
      this.waiting -= 1;
      this.start(line, next);
    });
  }

  private giveUp(line: Line): void {
    this.waiting -= line.waiting.length;
    line.waiting.length = 0;
  }
}
