import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';

import type { ReceivedDescriptor } from './descriptor-message';
import { receiveDescriptor } from './descriptor-message';
import { identify } from './identify';
import { Libmagic } from './libmagic';
import type { HelperAnswer, HelperGreeting, HelperOrders } from './protocol';
import { seal } from './seal';
import { setlocale } from './system-calls';

const STANDARD_OUTPUT = 1;
const LC_CTYPE = 0;
const OUTSIDE = '/etc/passwd';

/** One descriptor after the other until the service goes away. Every call blocks: there is nothing else to do here. */
function main(orders: HelperOrders): void {
  // What `file` prints depends on what the locale can print.
  setlocale(LC_CTYPE, 'C.UTF-8');
  const libmagic = openLibmagic(orders);
  if (libmagic === undefined) return;
  for (;;) {
    const received = receiveDescriptor(orders.channel);
    if (received === undefined) break;
    say(answerFor(libmagic, received, orders));
    closeSync(received.descriptor);
  }
  libmagic.close();
}

/** Says what it is, or why it cannot work. Before the first file comes it is as confined as it can be. */
function openLibmagic(orders: HelperOrders): Libmagic | undefined {
  try {
    const libmagic = Libmagic.open(orders);
    const escapes = { canReadOutside: canReadOutside(), canSpawn: canSpawn() };
    if (orders.seal !== undefined) seal(Buffer.from(orders.seal, 'base64'));
    say({ version: Libmagic.version(), ...escapes });
    return libmagic;
  } catch (error) {
    say({ fault: messageOf(error) });
    return undefined;
  }
}

function answerFor(libmagic: Libmagic, { descriptor, note }: ReceivedDescriptor, orders: HelperOrders): HelperAnswer {
  try {
    return identify(libmagic, descriptor, note, orders.strategy);
  } catch (error) {
    return { fault: messageOf(error) };
  }
}

/** What a sandbox has to deny, tried for good. */
function canReadOutside(): boolean {
  try {
    closeSync(openSync(OUTSIDE, 'r'));
    return true;
  } catch {
    return false; // as it should be
  }
}

function canSpawn(): boolean {
  return spawnSync(process.execPath, ['--version']).error === undefined;
}

function say(line: HelperGreeting | HelperAnswer): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let done = 0; done < bytes.length;) done += writeSync(STANDARD_OUTPUT, bytes, done);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main(JSON.parse(process.argv[2] ?? '{}') as HelperOrders);
