export const CONTENT_WARNING_CODES = ['extension_mismatch', 'trailing_data', 'multiple_types'] as const;
export type ContentWarningCode = (typeof CONTENT_WARNING_CODES)[number];

/** Something about a file that its kind alone does not tell, and that those who mean harm make use of. */
export interface ContentWarning {
  readonly code: ContentWarningCode;
  /** One sentence. */
  readonly message: string;
}
