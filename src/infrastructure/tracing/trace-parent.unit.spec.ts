import { readTraceParent, traceParentOf } from './trace-parent';

/** The example of https://www.w3.org/TR/trace-context/#examples-of-http-traceparent-headers, and what its rules say of others. */
const VALID = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('a traceparent', () => {
  it('is read and written', () => {
    const context = readTraceParent(VALID);
    expect(context).toEqual({
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      spanId: '00f067aa0ba902b7',
      traceFlags: 1,
      isRemote: true,
    });
    expect(context && traceParentOf(context)).toBe(VALID);
  });

  it('keeps of the flags only that it is sampled', () => {
    expect(readTraceParent(VALID.replace(/01$/, '02'))?.traceFlags).toBe(0);
    expect(readTraceParent(VALID.replace(/01$/, 'ff'))?.traceFlags).toBe(1);
  });

  it('of a later version is read as far as this one goes', () => {
    expect(readTraceParent(`cc${VALID.slice(2)}-what-the-future-brings`)?.spanId).toBe('00f067aa0ba902b7');
  });

  it.each([
    ['nothing', ''],
    ['an unknown form', 'trace-me'],
    ['version ff', `ff${VALID.slice(2)}`],
    ['more than version 00 has', `${VALID}-more`],
    ['upper case', VALID.toUpperCase()],
    ['no trace', VALID.replace(/4bf\w+/, '0'.repeat(32))],
    ['no span', VALID.replace(/00f\w+/, '0'.repeat(16))],
    ['two of them', `${VALID}, ${VALID}`],
  ])('with %s is passed over', (_, text) => {
    expect(readTraceParent(text)).toBeUndefined();
  });
});
