import { fileName } from '#domain/shared/file-name';
import { mimeType } from '#domain/shared/mime-type';
import { aDocument } from '#test/builders/document';
import { aFile, aJob } from '#test/builders/job';
import { asOfJob } from './as-of-job';

describe('a shared document as one job’s own', () => {
  const document = aDocument();

  it('bears the name of its file and what libmagic said of it', () => {
    const magic = { description: 'ELF 64-bit LSB pie executable', mimeType: mimeType('application/x-pie-executable') };
    const { file } = asOfJob(document, aJob({ file: aFile({ name: fileName('mine'), magic }) })).metadata;
    expect(file).toEqual({
      ...document.metadata.file,
      name: 'mine',
      description: 'ELF 64-bit LSB pie executable',
      mime_type: 'application/x-pie-executable',
    });
  });

  it('keeps what libmagic said before where it said nothing of this file', () => {
    const { file } = asOfJob(document, aJob({ file: aFile({ name: fileName('mine') }) })).metadata;
    expect(file).toEqual({ ...document.metadata.file, name: 'mine' });
  });
});
