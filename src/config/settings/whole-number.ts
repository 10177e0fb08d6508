import { IsInt, Max, Min } from 'class-validator';

/** Every setting of a kind that is counted: whole, within its range. */
export function Whole(min: number, max: number): PropertyDecorator {
  return (target, property) => {
    IsInt()(target, property);
    Min(min)(target, property);
    Max(max)(target, property);
  };
}
