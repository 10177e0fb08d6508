import type { FunctionInfo } from '#domain/document/functions';
import { address } from '#domain/shared/address';
import { codeCoverage } from './code-coverage';
import { FunctionExtents, isScattered } from './function-extents';
import type { FoundFunction } from './function-list';

const info = (start: number, size: number): FunctionInfo => ({
  name: `fcn.${start}`,
  address: address(start),
  size,
  type: 'function',
  source: 'call',
});
const found = (start: number, size: number, from: number, end: number): FoundFunction => ({
  address: address(start),
  name: 'fcn',
  size,
  details: {},
  span: { start: address(from), end: address(end) },
});
const block = (start: number, end: number): { start: ReturnType<typeof address>; end: ReturnType<typeof address> } => ({
  start: address(start),
  end: address(end),
});

describe('the extents of functions', () => {
  const functions = [info(0x1000, 0x10), info(0x1020, 0x20), info(0x10000, 0x10)];

  it('say whose code an address is', () => {
    const extents = new FunctionExtents(functions, []);
    const places = [0xfff, 0x1000, 0x100f, 0x1010, 0x1020, 0x103f, 0x1040, 0xffff, 0x10000, 0x10010];
    const owners = [undefined, 0, 0, undefined, 1, 1, undefined, undefined, 2, undefined];
    expect(places.map((place) => extents.at(address(place)))).toEqual(owners);
    expect(places.reverse().map((place) => extents.at(address(place)))).toEqual(owners.reverse());
  });

  it('go as far as radare2 found blocks', () => {
    const extents = new FunctionExtents(functions, [found(0x1000, 0x10, 0x1000, 0x1018)]);
    expect(extents.at(address(0x1017))).toBe(0);
    expect(extents.at(address(0x1018))).toBeUndefined();
  });

  it('have the far blocks of scattered functions, but not those in another function', () => {
    const scattered = found(0x1000, 0x10, 0x1000, 0x2000);
    const blocks = new Map([[address(0x1000), [block(0x1000, 0x1008), block(0x1ff8, 0x2000), block(0x1030, 0x1034)]]]);
    const extents = new FunctionExtents(functions, [scattered], blocks);
    expect([0x1007, 0x1008, 0x1030, 0x1ff8, 0x2000].map((place) => extents.at(address(place)))).toEqual([
      0,
      undefined,
      1,
      0,
      undefined,
    ]);
  });

  it('end where addresses end', () => {
    const top = address(0xffff_ffff_ffff_fff0n);
    const extents = new FunctionExtents([{ ...info(0, 0x100), address: top }], []);
    expect(extents.at(address(0xffff_ffff_ffff_fff8n))).toBe(0);
  });

  it('are asked for where code of others may lie between', () => {
    expect(isScattered(found(0x1000, 0x10, 0x1000, 0x1018))).toBe(false);
    expect(isScattered(found(0x1000, 0x10, 0x1000, 0x9000))).toBe(true);
    expect(isScattered(found(0x1000, 0x10, 0x800, 0x1010))).toBe(true);
  });

  it('cover code once, however they overlap', () => {
    const section = {
      name: '.text',
      address: address(0x1000),
      offset: address(0),
      size: 0x100,
      virtual_size: 0x100,
      permissions: 'r-x',
    };
    const { ranges } = new FunctionExtents([info(0x1000, 0x40), info(0x1020, 0x40), info(0x10f0, 0x1000)], []);
    expect(codeCoverage({ sections: [section], segments: [] }, ranges)).toEqual({
      code_bytes: 0x100,
      function_bytes: 0x70,
      share: 0.4375,
    });
    expect(codeCoverage({ sections: [], segments: [] }, ranges)).toBeUndefined();
  });
});
