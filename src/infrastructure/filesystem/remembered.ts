/** What `read` resolved to, for so many milliseconds; then it is asked again. A rejection is not remembered. */
export function remembered<Value>(read: () => Promise<Value>, milliseconds: number): () => Promise<Value> {
  let known: { readonly value: Value; readonly until: number } | undefined;
  return async () => {
    if (known === undefined || performance.now() >= known.until) {
      const value = await read();
      known = { value, until: performance.now() + milliseconds };
    }
    return known.value;
  };
}
