import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';

import { StandardInput } from './standard-input';

it('what is piped in is a file until the call ends, or the process before it', async () => {
  const cleaning: (() => void)[] = [];
  const input = new StandardInput(Readable.from(['a program']), (clean) => cleaning.push(clean));
  const path = await input.file();
  expect([readFileSync(path, 'utf8'), await input.file()]).toEqual(['a program', path]);
  for (const clean of cleaning) clean();
  expect(existsSync(dirname(path))).toBe(false);
  await input.remove();
});
