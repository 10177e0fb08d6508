import { assertTransition, isTerminal, JOB_STATUSES, NEXT_STATUSES } from './job-status';

const ALLOWED = new Set([
  'pending>processing',
  'pending>failed',
  'pending>cancelled',
  'processing>completed',
  'processing>failed',
  'processing>cancelled',
  'processing>pending',
]);

describe('the job state machine', () => {
  it.each(JOB_STATUSES.flatMap((from) => JOB_STATUSES.map((to) => [from, to] as const)))('%s -> %s', (from, to) => {
    const step = (): void => {
      assertTransition(from, to);
    };
    if (ALLOWED.has(`${from}>${to}`)) expect(step).not.toThrow();
    else expect(step).toThrow(expect.objectContaining({ code: 'INVALID_TRANSITION' }) as Error);
  });

  it('lets nothing leave a terminal state', () => {
    expect(JOB_STATUSES.filter(isTerminal)).toEqual(['completed', 'failed', 'cancelled']);
    expect(NEXT_STATUSES.completed).toEqual([]);
  });
});
