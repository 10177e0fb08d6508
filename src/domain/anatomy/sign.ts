import type { Language } from '#domain/document/language';
import type { Tool } from '#domain/document/tool';

/** What one place of a file says of language and tool. */
export interface Sign {
  readonly tool?: Tool;
  readonly language?: Language;
  readonly version?: string | undefined;
  readonly because: string;
}
