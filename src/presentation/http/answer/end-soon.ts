import type { Socket } from 'node:net';

/** In which a client that is still sending may read its answer before the connection is cut. */
const LINGER_MS = 2000;

/** Of a body that nobody wants, a client gets some time to notice that it has been answered. */
export function endSoon(socket: Socket): void {
  setTimeout(() => {
    socket.destroy();
  }, LINGER_MS).unref();
}
