import { setTimeout as delay } from 'node:timers/promises';

import { RawHttp } from '#test/support/raw-http';
import { mutatedRequest } from './request-mutations';

/** What came of mutated requests. */
export interface MutantEnds {
  /** How often which status, or `closed` without an answer. */
  readonly ends: Readonly<Record<string, number>>;
  /** The numbers of those that were answered as a fault of ours, or whose connection stayed open without an answer. */
  readonly faults: readonly string[];
}

const AT_ONCE = 8;
/** Then a client that waits for more says that nothing more will come. */
const PATIENCE_MS = 500;
const STILL_FOR_MS = 90_000;

/** Sends the mutants with these numbers of these requests, each over a connection of its own. */
export async function sendMutants(
  url: string,
  valid: readonly Buffer[],
  seed: number,
  count: number,
): Promise<MutantEnds> {
  const ends: Record<string, number> = {};
  const faults: string[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const number = next++;
      const end = await sendOne(url, mutatedRequest(valid, seed, number));
      ends[end] = (ends[end] ?? 0) + 1;
      if (end === '500' || end === 'open') faults.push(`${number}: ${end}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { ends, faults };
}

async function sendOne(url: string, bytes: Buffer): Promise<string> {
  const client = await RawHttp.connect(url);
  client.send(bytes);
  const answer = client.answer().then(
    ({ status }) => String(status),
    () => 'closed',
  );
  const end = await Promise.race([answer, delay(PATIENCE_MS, undefined, { ref: false })]);
  client.socket.end();
  const isClosed = await closedWhileItMoves(client);
  client.end();
  return isClosed ? (end ?? (await answer)) : 'open';
}

/** Many answers may take their time; a connection on which nothing moves any more is forgotten. */
async function closedWhileItMoves({ socket, isClosed: wasClosed }: RawHttp): Promise<boolean> {
  let isClosed = wasClosed;
  socket.once('close', () => {
    isClosed = true;
  });
  let [seen, since] = [socket.bytesRead, Date.now()];
  while (!isClosed && Date.now() - since < STILL_FOR_MS) {
    await delay(10);
    if (socket.bytesRead !== seen) [seen, since] = [socket.bytesRead, Date.now()];
  }
  return isClosed;
}
