import { tracesIn } from '#test/support/traces-in-signal';
import { LinkedSignal } from './linked-signal';

describe('a signal that others abort', () => {
  it.each([0, 1])('aborts with the first of them, for its reason, and leaves nothing in the others', (first) => {
    const sources = [new AbortController(), new AbortController()];
    const linked = new LinkedSignal(sources.map(({ signal }) => signal));
    expect(linked.signal.aborted).toBe(false);
    const reason = new Error('over');
    sources[first]?.abort(reason);
    sources[1 - first]?.abort(new Error('too late'));
    expect(linked.signal.reason).toBe(reason);
    expect(sources.map(({ signal }) => tracesIn(signal))).toEqual([0, 0]);
  });

  it('is aborted from the start where one of them is', () => {
    const open = new AbortController();
    const reason = new Error('over');
    expect(new LinkedSignal([open.signal, AbortSignal.abort(reason)]).signal.reason).toBe(reason);
    expect(tracesIn(open.signal)).toBe(0);
  });

  it('stays as it is once it is let go, and leaves nothing in any', () => {
    const source = new AbortController();
    const linked = new LinkedSignal([source.signal]);
    expect(tracesIn(source.signal)).toBe(1);
    linked.letGo();
    linked.letGo();
    expect(tracesIn(source.signal)).toBe(0);
    source.abort();
    expect(linked.signal.aborted).toBe(false);
  });

  it('is not what AbortSignal.any gives, which leaves a note in a signal that lives on', () => {
    const source = new AbortController();
    for (let time = 0; time < 3; time += 1) AbortSignal.any([source.signal]);
    expect(tracesIn(source.signal)).toBe(3);
  });
});
