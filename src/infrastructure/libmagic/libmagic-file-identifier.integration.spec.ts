import { READ_STRATEGIES } from '#config/settings/magic';
import { describeFileIdentifierContract } from '#test/contracts/file-identifier.contract';
import { memoryFile, startLibmagic } from '#test/magic/libmagic';
import { describeEveryTier } from '#test/sandbox/confinement';
import type { LibmagicFileIdentifier } from './libmagic-file-identifier';

// A tier that lets a helper read outside or run programs is refused, and so fails here too.
describeEveryTier('libmagic', (tier) => {
  describe.each(READ_STRATEGIES)('by %s', (readStrategy) => {
    let identifier: LibmagicFileIdentifier;

    beforeAll(() => {
      identifier = startLibmagic({ readStrategy }, tier);
    });
    afterAll(async () => {
      await identifier.onModuleDestroy();
    });

    describeFileIdentifierContract('LibmagicFileIdentifier', () =>
      Promise.resolve({ identifier, hold: (content) => Promise.resolve(memoryFile(content)) }),
    );
  });
});
