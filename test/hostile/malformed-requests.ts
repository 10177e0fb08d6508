const FORM = 'multipart/form-data; boundary=frontier';
const DISPOSITION = 'Content-Disposition: form-data; name="file"; filename="a"';

function upload(headers: readonly string[], body: string): string {
  return ['POST /api/v1/analyze HTTP/1.1', 'Host: here', ...headers, '', body].join('\r\n');
}

function form(body: string, type = FORM): string {
  return upload([`Content-Type: ${type}`, `Content-Length: ${Buffer.byteLength(body)}`], body);
}

function json(body: string, path = '/api/v1/analyze'): string {
  const head = [`POST ${path} HTTP/1.1`, 'Host: here', 'Content-Type: application/json'];
  return [...head, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

function parts(...each: readonly string[]): string {
  return form(`${each.map((part) => `--frontier\r\n${part}\r\n`).join('')}--frontier--\r\n`);
}

const BROKEN = '\u0000: a\r\n\r\nx';
const FILE = `${DISPOSITION}\r\n\r\nx`;
const names = (count: number): string => `{${Array.from({ length: count }, (_, index) => `"n${index}":0`).join(',')}}`;

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
  'two broken parts': parts(BROKEN, BROKEN),
  'a hundred broken parts': parts(...Array<string>(100).fill(BROKEN)),
  'a broken part before a file': parts(BROKEN, FILE),
  'a broken part behind a file': parts(FILE, BROKEN, BROKEN),
  'two files and a broken part': parts(FILE, FILE, BROKEN),
  'a file without a name of its part': parts('Content-Disposition: form-data; filename="a"\r\n\r\nx'),
  'a name that hides something': parts(DISPOSITION.replace('file"', '\u00e2\u0080\u00ae"') + '\r\n\r\nx'),
  'very many areas in a field': parts(
    `Content-Disposition: form-data; name="focus_areas"\r\n\r\n${'a,'.repeat(8000)}`,
    FILE,
  ),
  'patterns of many entries in a field': parts(
    `Content-Disposition: form-data; name="custom_patterns"\r\n\r\n[${'{},'.repeat(5000)}{}]`,
    FILE,
  ),
  'a form in a coding': form('x').replace('\r\nHost', '\r\nContent-Encoding: gzip\r\nHost'),
  'JSON with 90,000 names': json(names(90_000)),
  'JSON with 90,000 names, for a path': json(names(90_000), '/v1/magic/path'),
  'JSON with 90,000 names, for a key': json(names(90_000), '/api/v1/auth/keys'),
  'JSON with 200,000 entries': json(`{"focus_areas":[${'0,'.repeat(200_000)}0]}`),
  'JSON nested 400,000 deep': json(`{"a":${'['.repeat(400_000)}`),
  'JSON with 500 lists of lists': json(`{"a":[${'[[]],'.repeat(500)}[]]}`),
  'JSON with a list in one text': json(`{"upload_id":"x","focus_areas":"${'a,'.repeat(400_000)}"}`),
  'JSON with a time that never ends': json(
    `{"name":"a","role":"user","expires_at":"${'T'.repeat(900_000)}"}`,
    '/api/v1/auth/keys',
  ),
  'a name of 900,000 characters': json(`{"${'x'.repeat(900_000)}":0}`),
  'very many parameters': `GET /api/v1/jobs?${'a&'.repeat(4000)} HTTP/1.1\r\nHost: here\r\n\r\n`,
  'a wrong method': 'PUT /api/v1/analyze HTTP/1.1\r\nHost: here\r\nContent-Length: 0\r\n\r\n',
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
