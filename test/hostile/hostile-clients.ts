import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { RawHttp } from '#test/support/raw-http';
import type { Liveness } from './live-poller';
import { LivePoller } from './live-poller';
import { MALFORMED_REQUESTS } from './malformed-requests';

export interface Target {
  readonly url: string;
  /** Of the service's process. */
  readonly pid: number;
  /** Temporary files and samples that are there now. */
  readonly files: () => Promise<readonly string[]>;
}

export interface Damage {
  /** How the malformed requests ended: a status, or `closed`. */
  readonly malformed: Readonly<Record<string, string>>;
  /** How often the slow clients and those that went away ended how. */
  readonly slow: Readonly<Record<string, number>>;
  readonly live: Liveness;
  /** Once all clients were gone, or the deadline had passed. */
  readonly filesLeft: readonly string[];
  readonly descriptorsLeft: number;
}

const SETTLE_MS = 120_000;
const TRICKLE_MS = 250;
const UPLOAD = [
  'POST /api/v1/analyze HTTP/1.1',
  'Host: here',
  'Content-Type: application/octet-stream',
  'Content-Length: 5000000',
  '',
  '',
].join('\r\n');

/** Sets clients of every bad kind on the service at once, while another one asks whether it lives. */
export async function attack(target: Target, slowClients: number): Promise<Damage> {
  // The first of everything opens what stays open: it is no leak.
  await RawHttp.ask(target.url, 'GET /api/v1/health/live HTTP/1.1', 'Host: here', 'Connection: close', '', '');
  const before = descriptorsOf(target.pid);
  const poller = new LivePoller(target.url);
  const slow = Promise.all(Array.from({ length: slowClients }, (_, index) => beSlow(target.url, index)));
  const malformed: Record<string, string> = {};
  for (const [what, bytes] of Object.entries(MALFORMED_REQUESTS))
    malformed[what] = await sendMalformed(target.url, bytes);
  const ends = await slow;
  const live = await poller.stop();
  const { filesLeft, descriptorsLeft } = await settled(target, before);
  return { malformed, slow: tally(ends), live, filesLeft, descriptorsLeft };
}

/** Every second one goes away in the middle; the others trickle until they are refused. */
async function beSlow(url: string, index: number): Promise<string> {
  await delay(index * 2);
  const client = await RawHttp.connect(url);
  client.send(UPLOAD);
  client.send(readFileSync('/bin/true').subarray(0, 500));
  if (index % 2 === 1) {
    await delay(1000);
    client.end();
    return 'went away';
  }
  const trickle = setInterval(() => {
    client.send('x');
  }, TRICKLE_MS);
  const end = await endOf(client);
  clearInterval(trickle);
  client.end();
  return end;
}

/** Resolves to how it ended: a status, or `closed`. */
export async function sendMalformed(url: string, bytes: string): Promise<string> {
  const client = await RawHttp.connect(url);
  client.send(Buffer.from(bytes, 'latin1'));
  const end = await endOf(client);
  client.end();
  return end;
}

async function endOf(client: RawHttp): Promise<string> {
  try {
    return String((await client.answer()).status);
  } catch {
    return 'closed';
  }
}

async function settled(target: Target, before: number): Promise<Pick<Damage, 'filesLeft' | 'descriptorsLeft'>> {
  const deadline = Date.now() + SETTLE_MS;
  for (;;) {
    const filesLeft = await target.files();
    const descriptorsLeft = Math.max(0, descriptorsOf(target.pid) - before);
    if ((filesLeft.length === 0 && descriptorsLeft === 0) || Date.now() > deadline)
      return { filesLeft, descriptorsLeft };
    await delay(100);
  }
}

function descriptorsOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

function tally(ends: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const end of ends) counts[end] = (counts[end] ?? 0) + 1;
  return counts;
}
