import type { DomainError } from '#domain/shared/domain-error';

/** Words of the HTTP API in what is advised, and what callers of tools know instead. */
const IN_TOOL_WORDS: readonly (readonly [RegExp, string])[] = [
  [/the job_id of the answer to POST \/api\/v1\/analyze/g, 'an analysis_id that submit gave'],
  [/\bwith POST \/api\/v1\/upload\b/g, 'with the tool upload_url'],
  [/\bSend it with PUT to upload_url first/g, 'Send it by PUT to the address that upload_url gave first'],
  [/\b(Send (?:the file|it) again)\b/g, '$1 (upload_url), then submit it'],
  [/\bSend the file: /g, 'Send the file (upload_url), then submit it: '],
  [/\bSee \/api\/v1\/docs for [^.]*\./g, ''],
];

/** Fields of the HTTP API that are arguments of another name. */
const ARGUMENTS: Readonly<Record<string, string>> = { q: 'query' };

/** A refusal as lines: its code and message, each faulty field, and what to do. */
export function refusalText({ code, message, details, remediation }: DomainError): string {
  const faults =
    typeof details === 'string'
      ? [details]
      : (details ?? []).map((fault) => `${argument(fault.field)}: ${fault.message}`);
  const remedy = IN_TOOL_WORDS.reduce((text, [from, to]) => text.replace(from, to), remediation ?? '').trim();
  const said = message.replace(/(?<=^An option is wrong: )\w+(?=\.$)/, argument);
  return [`${code}: ${said}`, ...faults, ...(remedy === '' ? [] : [remedy])].map((line) => `${line}\n`).join('');
}

function argument(field: string): string {
  return Object.hasOwn(ARGUMENTS, field) ? (ARGUMENTS[field] ?? field) : field;
}
