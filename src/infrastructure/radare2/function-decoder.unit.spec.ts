import { functionDecoder } from './function-decoder';

const FOUND = {
  addr: '0x1000',
  name: 'sym.main',
  realsz: '0x30',
  cc: 4,
  nbbs: 6,
  edges: 8,
  ninstrs: 20,
  nargs: 2,
  nlocals: 1,
};
const decode = functionDecoder(false);

describe('a function of radare2', () => {
  it('is read with its code', () => {
    expect(decode(FOUND)).toEqual({
      address: '0x1000',
      name: 'sym.main',
      size: 0x30,
      details: { complexity_score: 4, basic_blocks: 6, edges: 8, instructions: 20 },
    });
  });

  it('has variables and signatures only where they were looked for', () => {
    const withSignature = { ...FOUND, signature: 'int main (int argc);' };
    expect(decode(withSignature)?.details).not.toHaveProperty('arguments');
    expect(functionDecoder(true)(withSignature)?.details).toMatchObject({
      arguments: 2,
      locals: 1,
      signature: 'int main (int argc)',
    });
  });
});
