import { bucketFaultIn } from './bucket-fault';

/** Of what is done again later: while the bucket is away, nothing of it is done. What else is away is the caller's to hear of. */
export async function unlessBucketAway<Done>(act: () => Promise<Done>): Promise<Done | undefined> {
  try {
    return await act();
  } catch (error) {
    if (bucketFaultIn(error) !== undefined) return undefined;
    throw error;
  }
}
