/**
 * What a text tries on the language model that reads it. `override`: to void what it was told; `role`: to make it somebody else;
 * `fake_turn`: to look like a turn of the conversation; `fake_tool_end`: to look like the end of quoted or returned text;
 * `fake_verdict`: to stand for the result; `reader_command`: to have it do or leave out something; `false_authority`: to speak for
 * those whom it obeys; `exfiltration`: to have it give away what it was told or can read.
 */
export const INJECTION_GROUPS = [
  'override',
  'role',
  'fake_turn',
  'fake_tool_end',
  'fake_verdict',
  'reader_command',
  'false_authority',
  'exfiltration',
] as const;
export type InjectionGroup = (typeof INJECTION_GROUPS)[number];
