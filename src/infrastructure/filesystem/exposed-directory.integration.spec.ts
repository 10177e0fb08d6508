import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { AppConfig } from '#config/app-config';
import { describeExposedFilesContract } from '#test/contracts/exposed-files.contract';
import { TemporaryDirectory } from '#test/support/temporary-directory';
import { ExposedDirectory } from './exposed-directory';

let directory: TemporaryDirectory;

beforeEach(async () => {
  directory = await TemporaryDirectory.create();
});
afterEach(async () => {
  await directory.remove();
});

describeExposedFilesContract('ExposedDirectory', async () => {
  const config = new AppConfig();
  Object.assign(config.storage, { dataDir: directory.path });
  const files = new ExposedDirectory(config);
  const neighbour = join(directory.path, 'files-of-others');
  await mkdir(neighbour);
  return { files, directory: await files.prepare(), neighbour };
});
