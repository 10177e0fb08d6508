/** What a string is, the most telling first. */
export const STRING_TYPES = [
  'url',
  'user_agent',
  'email',
  'guid',
  'registry_path',
  'ip_address',
  'file_path',
  'domain',
  'crypto',
  'command',
  'error_message',
  'format',
  'long_text',
  'readable_text',
  'binary_data',
] as const;
export type StringType = (typeof STRING_TYPES)[number];
