declare const valueBrand: unique symbol;

/** JSON of a `Value` in UTF-8, as it was stored: served as it is, without being read and written again. */
export type JsonText<Value> = Buffer & { readonly [valueBrand]: Value };

export function toJsonText<Value>(value: Value): JsonText<Value> {
  return Buffer.from(JSON.stringify(value)) as JsonText<Value>;
}

export function fromJsonText<Value>(text: JsonText<Value>): Value {
  return JSON.parse(text.toString()) as Value;
}
