import 'reflect-metadata';

const DESCRIPTION = Symbol('description');

/** Says what a setting does and in which unit; `docs/configuration.md` is made from it. */
export function Described(text: string): PropertyDecorator {
  return (target, property) => {
    Reflect.defineMetadata(DESCRIPTION, text, target, property);
  };
}

export function descriptionOf(target: object, property: string): string | undefined {
  return Reflect.getMetadata(DESCRIPTION, target, property) as string | undefined;
}
