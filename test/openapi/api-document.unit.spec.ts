import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from '@apidevtools/swagger-parser';

import { apiDocument } from '#bootstrap/api-document';

const COMMITTED = readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8');

it('docs/openapi.json is what the code says now (npm run docs:generate)', async () => {
  expect(JSON.parse(COMMITTED)).toEqual(JSON.parse(JSON.stringify(await apiDocument())));
});

it('is a valid OpenAPI document by an independent validator', async () => {
  const { paths } = await validate(JSON.parse(COMMITTED) as Parameters<typeof validate>[0]);
  expect(Object.keys(paths ?? {}).length).toBeGreaterThan(5);
});

it('each operation stands in one chapter, and each chapter says what it is for', async () => {
  const { tags, paths } = await apiDocument();
  const used = Object.values(paths).flatMap((item) =>
    Object.values(item as Record<string, { tags?: string[] }>).map((operation) => operation.tags ?? []),
  );
  expect(used.filter((names) => names.length !== 1)).toEqual([]);
  expect([...new Set(used.flat())].sort()).toEqual(tags?.map(({ name }) => name).sort());
  expect(tags?.filter(({ description }) => description === undefined)).toEqual([]);
});

it('each operation reads as a method of a client, and no two are one', async () => {
  const { paths } = await apiDocument();
  const names = Object.values(paths).flatMap((item) =>
    Object.values(item as Record<string, { operationId?: string }>).map(({ operationId }) => operationId ?? ''),
  );
  // Others than these belong into presentation/http/openapi/operation-names.ts.
  expect(names.filter((name) => !/^[a-z]+[A-Z]\w+$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
