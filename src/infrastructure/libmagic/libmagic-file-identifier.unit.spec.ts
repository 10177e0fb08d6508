import { AppConfig } from '#config/app-config';
import { LibmagicFileIdentifier } from './libmagic-file-identifier';
import type { LibmagicHelper } from './libmagic-helper';
import type { LibmagicLauncher } from './libmagic-launcher';
import { HelperFailure } from './libmagic.errors';

const FILE = { descriptor: 0, size: 1, close: () => Promise.resolve() } as unknown as Parameters<
  LibmagicFileIdentifier['identify']
>[0];

it('gives a file up that is the death of two helpers', async () => {
  let started = 0;
  const dying = {
    isAlive: false,
    calls: 0,
    ask: () => Promise.reject(new HelperFailure('the helper process was ended by SIGSEGV')),
    stop: () => Promise.resolve(),
  };
  const launcher = {
    start: () => {
      started += 1;
      return Promise.resolve(dying as unknown as LibmagicHelper);
    },
    stop: () => Promise.resolve(),
  };
  const identifier = new LibmagicFileIdentifier(new AppConfig(), launcher as unknown as LibmagicLauncher);
  await expect(identifier.identify(FILE)).rejects.toThrow('Failed to analyze file: the helper process was ended');
  expect([started, identifier.deaths]).toEqual([2, 2]);
});
