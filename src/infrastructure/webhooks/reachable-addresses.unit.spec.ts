import { ReachableAddresses } from './reachable-addresses';

describe('addresses that may be connected to', () => {
  it.each(['1.1.1.1', '8.8.8.8', '100.63.255.255', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    'include the public %s',
    (address) => {
      expect(new ReachableAddresses([]).includes(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    'localhost',
    '',
  ])('exclude %j', (address) => {
    expect(new ReachableAddresses([]).includes(address)).toBe(false);
  });

  it('include what the configuration names', () => {
    const reachable = new ReachableAddresses(['10.1.0.0/16', 'fd00::/8', '127.0.0.1/32']);
    expect(['10.1.2.3', 'fd12::1', '127.0.0.1'].map((address) => reachable.includes(address))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['10.2.0.1', 'fc00::1', '127.0.0.2', '::1'].map((address) => reachable.includes(address))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
