import { newJobId } from '#domain/jobs/analysis-job';
import { requestId } from '#domain/shared/request-id';
import { queuePriority, readDelivery, toDelivery } from './analysis-delivery';

describe('the queue entry of an analysis', () => {
  it.each([
    [10, 1],
    [5, 6],
    [0, 11],
    [99, 1],
    [-1, 11],
  ])('turns priority %i into %i, never into 0', (priority, expected) => {
    expect(queuePriority(priority)).toBe(expected);
  });

  it('is read as it was written', () => {
    const delivery = toDelivery({ requestId: requestId(), correlationId: requestId() }, []);
    expect(readDelivery(newJobId(), JSON.parse(JSON.stringify(delivery)))).toEqual(delivery);
  });

  it.each([undefined, null, 'text', {}, { v: 2 }])('is refused as %p: another version wrote it', (data) => {
    expect(() => readDelivery(newJobId(), data)).toThrow('not of version 1');
  });
});
