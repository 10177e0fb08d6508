import type { ClassConstructor } from 'class-transformer';

import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { MB } from '#domain/shared/quantities';
import { isReservedName } from './reserved-names';
import { validated } from './validated';

const KEPT_BYTES = MB;
/** Longer queries are read each time. */
const LONGEST_KEPT = 512;
/** What an instance takes beside its texts. */
const INSTANCE_BYTES = 256;

/** What was read before of each class: queries repeat, and reading one costs more than most of what they ask for. */
const known = new WeakMap<ClassConstructor<unknown>, ByteBoundedMap<object>>();

/**
 * Like `validated`, for a class whose rules depend on nothing but the data, such as a query's: equal queries are answered with
 * the same frozen instance. @throws DomainError `INVALID_OPTION`.
 */
export function validatedQuery<Shape extends object>(
  shape: ClassConstructor<Shape>,
  raw: Readonly<Record<string, unknown>>,
): Shape {
  const text = isFlat(raw) ? JSON.stringify(raw) : undefined;
  if (text === undefined || text.length > LONGEST_KEPT) return validated(shape, raw);
  const ofShape = known.get(shape) ?? new ByteBoundedMap<object>(KEPT_BYTES);
  known.set(shape, ofShape);
  const before = ofShape.get(text) as Shape | undefined;
  if (before !== undefined) return before;
  const request = Object.freeze(validated(shape, raw));
  ofShape.set(text, request, INSTANCE_BYTES + text.length * 2);
  return request;
}

/** Texts only, under names that JSON tells as they are. */
function isFlat(raw: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(raw).every(([name, value]) => typeof value === 'string' && !isReservedName(name));
}
