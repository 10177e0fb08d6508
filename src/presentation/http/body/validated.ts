import type { ClassConstructor } from 'class-transformer';
import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';

import type { FieldFault } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';
import { isReservedName } from './reserved-names';

const MOST_FAULTS = 20;
/** Characters of a name. */
const SHOWN = 100;

/**
 * Reads outside data as a request class, defaults filled in.
 * @throws DomainError `INVALID_OPTION` naming the fields that are unknown or have a wrong value, 20 at most.
 */
export function validated<Shape extends object>(
  shape: ClassConstructor<Shape>,
  raw: Readonly<Record<string, unknown>>,
): Shape {
  const request = plainToInstance(shape, { ...raw }, { exposeDefaultValues: true });
  const faults = validateSync(request, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  const details = [
    ...reservedFaults(raw),
    ...faults.flatMap((fault) => faultsOf(fault, '')).filter(({ field }) => !isReservedName(field)),
  ];
  if (details.length === 0) return request;
  throw wrongOptions(details);
}

/** Of very many faults the first; an answer of megabytes helps nobody. */
function wrongOptions(faults: readonly FieldFault[]): DomainError {
  const details = faults
    .slice(0, MOST_FAULTS)
    .map(({ field, message }) => ({ field: tameText(field, SHOWN), message }));
  const names = details.map(({ field }) => field).join(', ');
  const more = faults.length > MOST_FAULTS ? ` and ${faults.length - MOST_FAULTS} more` : '';
  return new DomainError(
    'INVALID_OPTION',
    `${faults.length === 1 ? 'An option is' : 'Some options are'} wrong: ${names}${more}.`,
    {
      details,
      remediation: 'See /api/v1/docs for the options and their ranges.',
    },
  );
}

/** class-transformer would pass over them in silence. */
function reservedFaults(raw: object): readonly FieldFault[] {
  return Object.keys(raw)
    .filter(isReservedName)
    .map((field) => ({ field, message: 'There is no such option.' }));
}

function faultsOf(
  { property, constraints = {}, children = [] }: ValidationError,
  parent: string,
): readonly FieldFault[] {
  const field = `${parent}${property}`;
  const message =
    'whitelistValidation' in constraints ? 'There is no such option.' : Object.values(constraints).join('; ');
  const own = message === '' ? [] : [{ field, message }];
  return [...own, ...children.flatMap((child) => faultsOf(child, `${field}.`))];
}
