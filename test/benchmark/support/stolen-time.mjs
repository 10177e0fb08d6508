import { readFileSync } from 'node:fs';

/** Processor time since the machine began, in ticks. Source: proc(5). */
function ticks() {
  const [line] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const [user, nice, system, , , interrupts, softInterrupts, stolen] = line.trim().split(/\s+/).slice(1).map(Number);
  return { stolen, wanted: user + nice + system + interrupts + softInterrupts + stolen };
}

/** A function that gives the share of the processor time wanted since now that a virtual machine's host gave to others. */
export function watchStolenTime() {
  const before = ticks();
  return () => {
    const now = ticks();
    return (now.stolen - before.stolen) / Math.max(1, now.wanted - before.wanted);
  };
}
