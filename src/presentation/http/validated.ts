import type { ClassConstructor } from 'class-transformer';
import { plainToInstance } from 'class-transformer';
import type { ValidationError } from 'class-validator';
import { validateSync } from 'class-validator';

import { isReservedName } from './reserved-names';
import type { FieldFault } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';

/**
 * Reads outside data as a request class, defaults filled in.
 * @throws DomainError `INVALID_OPTION` naming every field that is unknown or has a wrong value.
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
  const names = details.map(({ field }) => field).join(', ');
  throw new DomainError(
    'INVALID_OPTION',
    `${details.length === 1 ? 'An option is' : 'Some options are'} wrong: ${names}.`,
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
