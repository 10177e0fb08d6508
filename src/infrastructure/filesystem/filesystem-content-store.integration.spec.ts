import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { AppConfig } from '#config/app-config';
import { KernelMemoryFiles } from '#infrastructure/libmagic/kernel-memory-files';
import { describeContentStoreContract } from '#test/contracts/content-store.contract';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { FilesystemContentStore } from './filesystem-content-store';
import { FreeSpace } from './free-space';

let directory: TemporaryDirectory;

beforeEach(async () => {
  directory = await TemporaryDirectory.create();
});
afterEach(async () => {
  await directory.remove();
});

// Small enough for memory is what is announced with 1 KB at most; all else is on the disk.
describeContentStoreContract('FilesystemContentStore', () => {
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir: directory.path, minFreeSpaceMb: 0, maxConcurrentUploads: 1 });
  Object.assign(config.magic, { memoryThresholdKb: 1 });
  const temporary = join(directory.path, 'tmp');
  return Promise.resolve({
    store: new FilesystemContentStore(config, FreeSpace.of(config), new KernelMemoryFiles()),
    files: async () => (existsSync(temporary) ? readdir(temporary) : []),
  });
});
