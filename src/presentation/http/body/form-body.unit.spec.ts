import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';

import { DomainError } from '#domain/shared/domain-error';
import type { FormUpload } from './form-body';
import { readForm } from './form-body';

const FILE = 'Content-Disposition: form-data; name="file"; filename="a"';
const BROKEN = '\u0000: a\r\n\r\nx';
const WHOLE = form(`${FILE}\r\n\r\nthe bytes`, 'Content-Disposition: form-data; name="analysis_depth"\r\n\r\nquick');

function form(...parts: readonly string[]): string {
  return [...parts.map((part) => `--b\r\n${part}\r\n`), '--b--\r\n'].join('');
}

class Sink {
  begun = 0;
  ended = 0;
  readonly dropped: string[] = [];

  readonly take = async (content: AsyncIterable<Uint8Array>): Promise<string> => {
    this.begun += 1;
    try {
      return (await buffer(content)).toString('latin1');
    } finally {
      this.ended += 1;
    }
  };

  readonly drop = (received: string): Promise<void> => {
    this.dropped.push(received);
    return Promise.resolve();
  };
}

function requestOf(type = 'multipart/form-data; boundary=b'): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { headers: { 'content-type': type } }) as unknown as PassThrough &
    IncomingMessage;
}

/** Sends the body in such pieces, and waits until all that it sets off has happened. */
async function read(body: string, sink: Sink, pieceBytes = body.length): Promise<FormUpload<string>> {
  const request = requestOf();
  const reading = readForm(request, sink.take, sink.drop, new AbortController().signal);
  reading.catch(() => undefined);
  for (let at = 0; at < body.length; at += pieceBytes) {
    request.write(Buffer.from(body.slice(at, at + pieceBytes), 'latin1'));
    await new Promise(setImmediate);
  }
  request.end();
  return reading.finally(() => new Promise(setImmediate));
}

async function endOf(reading: Promise<unknown>): Promise<unknown> {
  try {
    await reading;
    return 'read';
  } catch (error) {
    return error instanceof DomainError ? error.code : error;
  }
}

describe('readForm', () => {
  it('reads a file and fields, in whatever pieces they come', async () => {
    for (const pieceBytes of [WHOLE.length, 7, 1]) {
      const { received, filename, fields } = await read(WHOLE, new Sink(), pieceBytes);
      expect([received, filename, fields['analysis_depth']]).toEqual(['the bytes', 'a', 'quick']);
    }
  });

  it('hands on a file that bears no name under an empty one, which is refused where names are', async () => {
    const part = 'Content-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream\r\n\r\nx';
    expect(await read(form(part), new Sink())).toMatchObject({ received: 'x', filename: '' });
  });

  it.each([
    ['two broken parts', form(BROKEN, BROKEN)],
    ['many broken parts', form(...Array<string>(50).fill(BROKEN))],
    ['a file behind a broken part', form(BROKEN, `${FILE}\r\n\r\nx`)],
    ['a file behind a broken part, without an end', `--b\r\n${BROKEN}\r\n--b\r\n${FILE}\r\n\r\nx`],
    ['a broken part behind a file', form(`${FILE}\r\n\r\nx`, BROKEN, BROKEN)],
    ['a file without a name of its part', form('Content-Disposition: form-data; filename="a"\r\n\r\nx')],
    ['a field without a name', form('Content-Disposition: form-data\r\n\r\nx', `${FILE}\r\n\r\nx`)],
    ['two files', form(`${FILE}\r\n\r\nx`, `${FILE}\r\n\r\ny`)],
    ['two files and a broken part', form(`${FILE}\r\n\r\nx`, `${FILE}\r\n\r\ny`, BROKEN)],
    ['too many parts', form(...Array<string>(100).fill('Content-Disposition: form-data; name="a"\r\n\r\nx'))],
    ['no end', `--b\r\n${FILE}\r\n\r\nx`],
    ['an end within a header', `--b\r\n${FILE}\r\n`],
    ['no file', form('Content-Disposition: form-data; name="a"\r\n\r\nx')],
    ['nothing', ''],
    ['no form', 'x'.repeat(1000)],
    ['a charset that nobody knows', form('Content-Disposition: form-data; name*=nothing%27%27a\r\n\r\nx')],
  ])('refuses a form with %s, in one piece and in many, and leaves nothing behind', async (_what, body) => {
    for (const pieceBytes of [body.length, 11, 1]) {
      const sink = new Sink();
      expect(await endOf(read(body, sink, Math.max(1, pieceBytes)))).toBe('INVALID_OPTION');
      expect(sink.ended).toBe(sink.begun);
      expect(sink.begun).toBeLessThanOrEqual(1);
    }
  });

  it('ends in a form or a refusal whatever is done to one', async () => {
    const edit = fc.record({
      at: fc.nat(WHOLE.length),
      cut: fc.nat(20),
      put: fc.constantFrom(
        '',
        '\u0000',
        '\r\n',
        '--b',
        '\r\n--b\r\n',
        `\r\n--b\r\n${BROKEN}`,
        `\r\n--b\r\n${FILE}`,
        '=',
        '"',
      ),
    });
    const damaged = fc
      .array(edit, { minLength: 1, maxLength: 4 })
      .map((edits) => edits.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), WHOLE));
    await fc.assert(
      fc.asyncProperty(damaged, fc.integer({ min: 1, max: WHOLE.length }), async (body, pieceBytes) => {
        const sink = new Sink();
        expect(['read', 'INVALID_OPTION']).toContain(await endOf(read(body, sink, pieceBytes)));
        expect(sink.ended).toBe(sink.begun);
      }),
      { numRuns: 300 },
    );
  });

  it('drops what the sink has taken when the rest of the form is refused', async () => {
    const sink = new Sink();
    expect(await endOf(read(form(`${FILE}\r\n\r\nkept`, BROKEN), sink))).toBe('INVALID_OPTION');
    expect(sink.dropped).toEqual(['kept']);
  });

  it('refuses a form that is cut off, before and while it is read, and hears what the connection says after', async () => {
    const gone = requestOf();
    gone.destroy();
    const sink = new Sink();
    expect(await endOf(readForm(gone, sink.take, sink.drop, new AbortController().signal))).toBe('INVALID_OPTION');
    const cut = requestOf();
    const reading = readForm(cut, sink.take, sink.drop, new AbortController().signal);
    cut.write(WHOLE.slice(0, 80));
    await new Promise(setImmediate);
    cut.destroy(new Error('aborted'));
    expect([await endOf(reading), sink.ended]).toEqual(['INVALID_OPTION', sink.begun]);
  });

  it('hears what the parser says after the form has been refused', async () => {
    const request = requestOf();
    const sink = new Sink();
    const reading = readForm(request, sink.take, sink.drop, new AbortController().signal);
    request.write(`--b\r\n${BROKEN}\r\n`);
    expect(await endOf(reading)).toBe('INVALID_OPTION');
    request.write(`--b\r\n${BROKEN}\r\n`);
    request.emit('aborted');
    request.destroy();
    await new Promise(setImmediate);
    expect(sink.begun).toBe(0);
  });

  it.each([new DomainError('FILE_TOO_LARGE', 'too large'), new Error('EIO: i/o error')])(
    'says what the sink says, and stops reading: %s is no fault of the form',
    async (fault) => {
      const request = requestOf();
      const reading = readForm(
        request,
        () => Promise.reject(fault),
        () => Promise.resolve(),
        new AbortController().signal,
      );
      request.write(WHOLE.slice(0, 80));
      await expect(reading).rejects.toBe(fault);
    },
  );

  it('names a part as text that hides nothing', async () => {
    const part = `Content-Disposition: form-data; name="${Buffer.from('a\u202eb').toString('latin1')}"; filename="a"\r\n\r\nx`;
    await expect(read(form(part), new Sink())).rejects.toThrow('"a\\u{202e}b"');
  });
});
