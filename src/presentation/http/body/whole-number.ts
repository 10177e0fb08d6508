import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** Digits, as forms and queries carry a number, to the number; anything else stays and is refused by its validator. */
export const asNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** A field of a query or a form that holds a whole number within its range. */
export function WholeNumber(min: number, max: number): PropertyDecorator {
  return (target, property) => {
    Transform(asNumber)(target, property);
    IsInt()(target, property);
    Min(min)(target, property);
    Max(max)(target, property);
  };
}
