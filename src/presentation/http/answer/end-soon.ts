import type { Socket } from 'node:net';

/** In which a client that is still sending may read its answer before the connection is cut. */
const LINGER_MS = 2000;

/**
 * Of a body that nobody wants, a client gets some time to notice that it has been answered: the connection is ended in one direction,
 * and what comes is still read. Node would close it with the answer; what the client has sent by then and nobody has read makes that a
 * reset, which overtakes the answer (a proxy says 502 then).
 */
export function endSoon(socket: Socket, lingerMs = LINGER_MS): void {
  socket.destroySoon = () => {
    socket.end();
  };
  setTimeout(() => {
    socket.destroy();
  }, lingerMs).unref();
}
