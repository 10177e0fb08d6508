import { join } from 'node:path';

import { libmagicProgram } from './libmagic-program';

it('shows the helper what Node.js reads when it starts: its package, and an empty configuration of its TLS library', () => {
  const { files, environment } = libmagicProgram({ channel: 4, strategy: 'descriptor' }, 4);
  expect(files).toContain(join(__dirname, '../../..', 'package.json'));
  expect(environment).toEqual({ OPENSSL_CONF: '/dev/null' });
});
