import { describeFileIdentifierContract } from '#test/contracts/file-identifier.contract';
import type { LibmagicFileIdentifier } from '#infrastructure/libmagic/libmagic-file-identifier';
import { memoryFile, startLibmagic } from './libmagic';

for (const readStrategy of ['descriptor', 'mmap'] as const) {
  describe(`by ${readStrategy}`, () => {
    let identifier: LibmagicFileIdentifier;

    beforeAll(() => {
      identifier = startLibmagic({ readStrategy });
    });
    afterAll(async () => {
      await identifier.onModuleDestroy();
    });

    describeFileIdentifierContract('LibmagicFileIdentifier', () =>
      Promise.resolve({ identifier, hold: (content) => Promise.resolve(memoryFile(content)) }),
    );
  });
}
