import { DomainError } from '#domain/shared/domain-error';

/** Characters of what a message names; no tool, prompt or resource of ours has more. */
const LONGEST = { name: 128, uri: 16_384 } as const;

/** Refuses a name that is so long that its refusal, which repeats it, would be no answer any more. @throws DomainError `INVALID_OPTION`. */
export function checkNames({ params }: Readonly<Record<string, unknown>>): void {
  if (typeof params !== 'object' || params === null) return;
  for (const [field, most] of Object.entries(LONGEST)) {
    const named = (params as Readonly<Record<string, unknown>>)[field];
    if (typeof named !== 'string' || named.length <= most) continue;
    throw new DomainError('INVALID_OPTION', `params.${field} is longer than ${most} characters.`, {
      remediation: 'Send one that tools/list, prompts/list or resources/templates/list names.',
    });
  }
}
