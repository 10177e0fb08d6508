import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { configurationReference } from './configuration-reference';

it('docs/configuration.md is what the schema says now (npm run docs:generate)', () => {
  expect(readFileSync(join(__dirname, '../../docs/configuration.md'), 'utf8')).toBe(configurationReference());
});

it('says of every setting what it does', () => {
  const rows = configurationReference()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});
