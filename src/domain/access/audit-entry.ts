/** What is written down, whoever does it. */
export const AUDITED_OPERATIONS = [
  'submit_analysis',
  'submit_batch',
  'create_upload',
  'read_result',
  'delete_result',
  'cancel_job',
  'cancel_batch',
  'create_key',
  'revoke_key',
  'invalidate_cache',
  'create_webhook',
  'change_webhook',
  'rotate_webhook_secret',
  'delete_webhook',
] as const;
export type AuditedOperation = (typeof AUDITED_OPERATIONS)[number];

/** Who did what to which resource; no addresses, no agents, nothing of a sample. */
export interface AuditEntry {
  readonly keyId: string;
  readonly operation: AuditedOperation;
  /** Of the job, key, upload or whatever the operation was about. */
  readonly resourceId: string;
}

export interface RecordedAuditEntry extends AuditEntry {
  /** Epoch milliseconds. */
  readonly at: number;
}
