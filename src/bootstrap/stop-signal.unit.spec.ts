import { EventEmitter } from 'node:events';

import { stopSignal } from './stop-signal';

class FakeProcess extends EventEmitter {
  readonly statuses: number[] = [];

  exit(status: number): void {
    this.statuses.push(status);
  }
}

describe('stopSignal', () => {
  let time = 0;
  const start = (): { readonly process: FakeProcess; readonly stop: AbortSignal } => {
    const process = new FakeProcess();
    return { process, stop: stopSignal(process, () => time) };
  };

  it.each(['SIGTERM', 'SIGINT'] as const)('asks to stop at the first %s', (signal) => {
    const { process, stop } = start();
    expect(stop.aborted).toBe(false);
    process.emit(signal, signal);
    expect([stop.aborted, process.statuses]).toEqual([true, []]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends at once at a second %s, with status %i', (signal, status) => {
    const { process } = start();
    process.emit('SIGTERM', 'SIGTERM');
    time += 500;
    process.emit(signal, signal);
    expect(process.statuses).toEqual([status]);
  });

  it('takes a signal that comes twice at once for one', () => {
    const { process } = start();
    process.emit('SIGINT', 'SIGINT');
    time += 499;
    process.emit('SIGINT', 'SIGINT');
    expect(process.statuses).toEqual([]);
  });
});
