const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);

/** Names that could reach an object's prototype when they are copied: nothing of a client may be called so. */
export function isReservedName(name: string): boolean {
  return RESERVED.has(name);
}
