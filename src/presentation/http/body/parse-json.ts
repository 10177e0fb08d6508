import { DomainError } from '#domain/shared/domain-error';
import { isReservedName } from './reserved-names';

/** Objects and lists within each other: no route takes a body with more. */
const MAX_DEPTH = 16;
/** Names of all objects and entries of all lists: far more than any route has a use for. */
const MAX_ENTRIES = 500;

/**
 * Parses text of a client. Depth and number of entries are known before anything is built from it: what is built, and whoever
 * looks at it, takes time by their number.
 * @throws DomainError `INVALID_OPTION` for what is no JSON, too deep, has too many entries, or names a prototype.
 */
export function parseJson(text: string): unknown {
  checkExtent(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refusal('The body is not valid JSON.', cause);
  }
  const reserved = reservedName(value);
  if (reserved !== undefined) throw refusal(`The name ${reserved} is not accepted.`);
  return value;
}

/** Counts brackets and commas outside strings: each object and list that is not empty has one entry more than commas. */
function checkExtent(text: string): void {
  let [depth, entries] = [0, 0];
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      entries += 1;
      if ((depth += 1) > MAX_DEPTH) throw refusal(`The body is nested more than ${MAX_DEPTH} deep.`);
    } else if (character === '}' || character === ']') depth -= 1;
    else if (character === ',') entries += 1;
    if (entries > MAX_ENTRIES) throw refusal(`The body has more than ${MAX_ENTRIES} names and entries.`);
  }
}

function reservedName(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && isReservedName(name)) return name;
    const found = reservedName(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refusal(message: string, cause?: unknown): DomainError {
  return new DomainError('INVALID_OPTION', message, {
    details: message,
    remediation: 'Send a JSON object as /api/v1/docs describes it.',
    cause,
  });
}
