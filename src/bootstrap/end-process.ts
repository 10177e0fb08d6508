import { threadsLoaded } from '#infrastructure/threads/thread-channel';

/** Exits as soon as that is safe. */
export function endProcess(status: number): void {
  void threadsLoaded().then(() => process.exit(status));
}
