import { UnknownRecordVersion } from '#application/ports/job-store.port';

/** For sweeps: `otherwise` for a job whose record a later version wrote, which is left to processes of that version. */
export async function unlessUnreadable<Answer>(ask: () => Promise<Answer>, otherwise: Answer): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnknownRecordVersion) return otherwise;
    throw error;
  }
}
