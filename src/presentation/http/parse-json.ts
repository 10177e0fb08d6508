import { isReservedName } from './reserved-names';
import { DomainError } from '#domain/shared/domain-error';

/** Objects and lists within each other: no route takes a body with more. */
const MAX_DEPTH = 16;

/**
 * Parses text of a client. The depth is known before anything is built from it.
 * @throws DomainError `INVALID_OPTION` for what is no JSON, too deep, or names a prototype.
 */
export function parseJson(text: string): unknown {
  if (depthOf(text) > MAX_DEPTH) throw refusal(`The body is nested more than ${MAX_DEPTH} deep.`);
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

/** The deepest nesting of brackets outside strings. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
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
