import { address } from './address';
import { AddressColumn } from './address-column';

describe('AddressColumn', () => {
  it('has the value of each address, and 0 where there is none', () => {
    const values = [0n, 1n, 0x401000n, 0xffff_ffffn, 0x1_0000_0000n, 0x9abc_def0_1234_5678n, 2n ** 64n - 1n];
    const items = [...values.map((value) => ({ address: address(value) })), {}];
    expect([...AddressColumn.of(items)]).toEqual([...values, 0n]);
  });

  it('is filled in any order', () => {
    const column = new AddressColumn(3);
    column.put(2, address(0xdead_beef_0000_0001n));
    column.put(0, address(7n));
    column.put(1, undefined);
    expect([...column.values]).toEqual([7n, 0n, 0xdead_beef_0000_0001n]);
  });
});
