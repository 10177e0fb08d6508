import { isAway } from '#domain/shared/is-away';

/** Of what is asked only to spare work: while it cannot be reached, that is as good as a miss. */
export async function unlessAway<Found>(ask: () => Promise<Found | undefined>): Promise<Found | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isAway(error)) return undefined;
    throw error;
  }
}
