import type { ApiKey } from '#domain/access/api-key';
import { newKeyId } from '#domain/access/api-key';
import type { KeyDigest } from '#domain/access/key-secret';
import { digestOf, newKeySecret } from '#domain/access/key-secret';
import { NOON } from './job';

export function someKey(facts: Partial<ApiKey> = {}): ApiKey {
  return { id: newKeyId(), name: 'ci', role: 'user', quota: 1000, createdAt: NOON, ...facts };
}

export function someDigest(): KeyDigest {
  return digestOf(newKeySecret(), 'salt');
}
