import { capabilitiesOf, JOB_SIZES, WORKER_CAPABILITIES } from '#domain/jobs/worker-capability';
import { QUEUE_PREFIX, SMALL_JOBS_QUEUE } from './analysis-delivery';

/**
 * The queue on which the slots of limited workers of one kind wait: a job is there while it is on its way to one of them, and while it
 * runs. Of a kind each, since whatever is there any of them must be able to take.
 */
export function chosenJobsQueue(capabilities: readonly string[]): string {
  return `analysis-with-${capabilities.length === 0 ? 'nothing' : capabilities.join('-')}`;
}

/** What limited workers can have: some of the capabilities, not all. */
const LIMITED_KINDS = [true, false]
  .flatMap((takesCode) => JOB_SIZES.map((largestJobs) => capabilitiesOf({ takesCode, largestJobs })))
  .filter((capabilities) => capabilities.length < WORKER_CAPABILITIES.length);

/** The queues beside that of all: what runs from one of them is in no other. */
export const LANES: readonly string[] = [SMALL_JOBS_QUEUE, ...LIMITED_KINDS.map(chosenJobsQueue)];

export function laneKey(lane: string, name: string): string {
  return `${QUEUE_PREFIX}:${lane}:${name}`;
}
