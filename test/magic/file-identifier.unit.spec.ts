import { openedBytes } from '#test/builders/opened-bytes';
import { describeFileIdentifierContract } from '#test/contracts/file-identifier.contract';
import { FakeFileIdentifier } from '#test/fakes/fake-file-identifier';

describeFileIdentifierContract('FakeFileIdentifier', () =>
  Promise.resolve({
    identifier: new FakeFileIdentifier(),
    hold: (content) => Promise.resolve(openedBytes(content)),
  }),
);
