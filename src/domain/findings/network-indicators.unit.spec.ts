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

  it('keeps addresses beside those of documentation', () => {
    expect(of('203.0.114.7')).toEqual(['public_address']);
    expect(of('192.0.3.1')).toEqual(['public_address']);
  });
});
