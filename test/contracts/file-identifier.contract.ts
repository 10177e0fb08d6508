import type { FileIdentifier } from '#application/ports/file-identifier.port';
import type { OpenedFile } from '#application/ports/opened-file';

export interface FileIdentifierSubject {
  readonly identifier: FileIdentifier;
  /** An open file with these bytes; the suite closes it. */
  readonly hold: (content: Uint8Array) => Promise<OpenedFile>;
}

const TEXT = Buffer.from('Hello, world\n');
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000', 'hex');

/** What `FileIdentifier` promises. */
export function describeFileIdentifierContract(name: string, makeSubject: () => Promise<FileIdentifierSubject>): void {
  describe(`${name} keeps the contract of FileIdentifier`, () => {
    let subject: FileIdentifierSubject;

    beforeAll(async () => {
      subject = await makeSubject();
    });

    const identify = async (content: Uint8Array): ReturnType<FileIdentifier['identify']> => {
      const file = await subject.hold(content);
      try {
        return await subject.identifier.identify(file);
      } finally {
        await file.close();
      }
    };

    it('tells text and its encoding', async () => {
      expect(await identify(TEXT)).toMatchObject({
        description: 'ASCII text',
        mimeType: 'text/plain',
        encoding: 'us-ascii',
        extensions: [],
      });
    });

    it('tells a picture, and how such files are called', async () => {
      const verdict = await identify(PNG);
      expect(verdict).toMatchObject({ mimeType: 'image/png', encoding: 'binary', extensions: ['png'] });
      expect(verdict.description).toMatch(/^PNG image data/);
    });

    it('calls what it does not know data', async () => {
      expect(await identify(Buffer.from([0x8f, 0x03, 0x10, 0x07]))).toMatchObject({
        description: 'data',
        mimeType: 'application/octet-stream',
      });
    });

    it('identifies what is empty', async () => {
      expect((await identify(Buffer.alloc(0))).description).toBe('empty');
    });

    it('looks at a file from its start, however often it is asked', async () => {
      const file = await subject.hold(TEXT);
      const verdicts = [await subject.identifier.identify(file), await subject.identifier.identify(file)];
      await file.close();
      expect(verdicts.map(({ description }) => description)).toEqual(['ASCII text', 'ASCII text']);
    });

    it('keeps many calls at once apart', async () => {
      const contents = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? TEXT : PNG));
      const verdicts = await Promise.all(contents.map(identify));
      expect(verdicts.map(({ mimeType }) => mimeType)).toEqual(
        contents.map((content) => (content === TEXT ? 'text/plain' : 'image/png')),
      );
    });

    it('has a version', async () => {
      expect(await subject.identifier.version()).toMatch(/^5\.\d\d$/);
    });
  });
}
