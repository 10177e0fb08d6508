import { differencesOf } from './differences';

describe('where two documents are not the same', () => {
  it('is nowhere, whatever the order of fields', () => {
    expect(differencesOf({ a: [1, { b: null }], c: 'x' }, { c: 'x', a: [1, { b: null }] })).toEqual([]);
  });

  it('is told by place, with what is there', () => {
    const one = { functions: [{ name: 'main' }, { name: 'f' }], size: 1 };
    const other = { functions: [{ name: 'entry0' }], size: 1, os: 'linux' };
    expect(differencesOf(one, other)).toEqual([
      'functions.0.name: "main" | "entry0"',
      'functions.1: {"name":"f"} | nothing',
      'os: nothing | "linux"',
    ]);
  });
});
