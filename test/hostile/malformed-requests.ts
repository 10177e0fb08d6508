const FORM = 'multipart/form-data; boundary=frontier';
const DISPOSITION = 'Content-Disposition: form-data; name="file"; filename="a"';

function upload(headers: readonly string[], body: string): string {
  return ['POST /api/v1/analyze HTTP/1.1', 'Host: here', ...headers, '', body].join('\r\n');
}

function form(body: string, type = FORM): string {
  return upload([`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`], body);
}

/** Whole requests that no client with good intent sends; each is to end in a 4xx or in a closed connection. */
export const MALFORMED_REQUESTS: Readonly<Record<string, string>> = {
  'a form without a boundary': form('--frontier--\r\n', 'multipart/form-data'),
  'a form with an empty boundary': form('----\r\n', 'multipart/form-data; boundary='),
  'a form that is not one': form('x'.repeat(10_000)),
  'a form without an end': form(`--frontier\r\n${DISPOSITION}\r\n\r\n${'x'.repeat(5000)}`),
  'a part without headers': form('--frontier\r\n\r\nx\r\n--frontier--\r\n'),
  'a part with endless headers': form(`--frontier\r\nX: ${'y'.repeat(100_000)}`),
  'a part with too many headers': form(`--frontier\r\n${'A: b\r\n'.repeat(5000)}\r\nx\r\n--frontier--\r\n`),
  'a part without a name': form('--frontier\r\nContent-Disposition: form-data\r\n\r\nx\r\n--frontier--\r\n'),
  'too many parts': form(
    `${`--frontier\r\n${DISPOSITION.replace('file"', 'x"')}\r\n\r\nx\r\n`.repeat(100)}--frontier--\r\n`,
  ),
  'two files': form(`${`--frontier\r\n${DISPOSITION}\r\n\r\nx\r\n`.repeat(2)}--frontier--\r\n`),
  'an endless field': form(
    `--frontier\r\nContent-Disposition: form-data; name="a"\r\n\r\n${'x'.repeat(100_000)}\r\n--frontier--\r\n`,
  ),
  'a name with a NUL': form(
    `--frontier\r\nContent-Disposition: form-data; name="fi\u0000le"; filename="\u0000"\r\n\r\nx\r\n--frontier--\r\n`,
  ),
  'two lengths': upload(['Content-Length: 5', 'Content-Length: 6'], 'hello'),
  'a length and chunks': upload(['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
  'chunks twice': upload(['Transfer-Encoding: chunked, chunked'], '0\r\n\r\n'),
  'a bad chunk': upload(['Content-Type: application/octet-stream', 'Transfer-Encoding: chunked'], 'zz\r\nhello'),
  'a negative length': upload(['Content-Length: -1'], ''),
  'a length beyond all numbers': upload(['Content-Length: 99999999999999999999'], ''),
  'a folded header': upload(['X-Folded: a', ' b', 'Content-Length: 0'], ''),
  'a huge URI': `GET /${'a'.repeat(60_000)} HTTP/1.1\r\nHost: here\r\n\r\n`,
  'a huge header': `GET / HTTP/1.1\r\nHost: here\r\nX: ${'a'.repeat(60_000)}\r\n\r\n`,
  'very many headers': `GET / HTTP/1.1\r\nHost: here\r\n${'A: b\r\n'.repeat(10_000)}\r\n`,
  'no HTTP at all': '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  'a bad percent sign': 'GET /api/v1/jobs/%E0%A4%A/status HTTP/1.1\r\nHost: here\r\n\r\n',
  'a proxy request': 'CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n',
};
