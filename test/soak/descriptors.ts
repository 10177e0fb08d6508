import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** As `/proc/net/tcp` writes it: both ends hold the connection. */
const ESTABLISHED = '01';

/**
 * How many descriptors a process has open, but connections that clients hold to it at `port`: how many those are is for its clients to
 * say. One that a client has left and that the process still holds does count.
 */
export function ownDescriptors(pid: number, port: number): number {
  const held = heldByClients(pid, port);
  return readdirSync(`/proc/${pid}/fd`).filter((descriptor) => !held.has(socketOf(pid, descriptor))).length;
}

/** The inodes of their sockets. */
function heldByClients(pid: number, port: number): ReadonlySet<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1),
  );
  return new Set(
    rows.flatMap((row) => {
      const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/);
      return local.endsWith(suffix) && state === ESTABLISHED ? [inode] : [];
    }),
  );
}

/** The inode, or nothing for what is no socket, or is closed by now. */
function socketOf(pid: number, descriptor: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? '';
  } catch {
    return '';
  }
}
