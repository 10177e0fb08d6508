const MOST_URGENT = 10;
/** Above every time in milliseconds for the next hundred years, and with 11 of them still a whole number of a double. */
const PRIORITY_STEP = 2 ** 42;

/**
 * A number by which jobs are ordered, the least first: the more urgent, of equals the one that came earlier. As submitted: what waits
 * long is raised in the queue, not here.
 * @param createdAt epoch milliseconds.
 */
export function priorityScore(priority: number, createdAt: number): number {
  return (MOST_URGENT - priority) * PRIORITY_STEP + createdAt;
}
