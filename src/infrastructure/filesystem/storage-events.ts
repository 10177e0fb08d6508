import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

/** What happens to files, by the name under which it is counted. */
export const STORAGE_EVENTS = [
  'temp_file_creation_total',
  'temp_file_collision_total',
  'temp_file_retry_total',
  'temp_file_retry_exhausted_total',
  'disk_space_check_failures_total',
  'disk_space_write_failures_total',
  'partial_file_cleanup_failures_total',
  'orphaned_files_deleted_total',
  'bucket_retries_total',
  'bucket_failures_total',
  'bucket_samples_refused_total',
] as const;
export type StorageEvent = (typeof STORAGE_EVENTS)[number];

interface StorageReport {
  readonly event: StorageEvent;
  readonly times: number;
}

/** Node's own way for code far from any configuration to say what happens; costs nothing while nobody listens. */
const NAME = 'bin2nlp:storage';
const REPORTS = channel(NAME);

export function reportStorage(event: StorageEvent, times = 1): void {
  if (times > 0) REPORTS.publish({ event, times } satisfies StorageReport);
}

/** Hears the events of this process until the result is called. */
export function onStorageEvents(listener: (event: StorageEvent, times: number) => void): () => void {
  const hear = (message: unknown): void => {
    const { event, times } = message as StorageReport;
    listener(event, times);
  };
  subscribe(NAME, hear);
  return () => {
    unsubscribe(NAME, hear);
  };
}
