import { isFinal, unwinds } from './final-imports';

describe('imports that do not return', () => {
  it.each(['exit', '_exit', '__stack_chk_fail', '_ZSt20__throw_length_errorPKc', '___stack_chk_fail', 'ExitProcess'])(
    '%s is one',
    (name) => {
      expect(isFinal(name)).toBe(true);
    },
  );

  it.each(['printf', 'exits', '_ZSt4cout', 'TerminateProcess', ''])('"%s" is none', (name) => {
    expect(isFinal(name)).toBe(false);
  });
});

describe('imports of what unwinds frames', () => {
  it.each([
    ...['_Unwind_Resume', '__Unwind_Resume', '__gxx_personality_v0', '___gxx_personality_v0', 'rust_eh_personality'],
    ...['__CxxFrameHandler3', '__CxxFrameHandler4', '__gxx_personality_seh0'],
  ])('%s is one', (name) => {
    expect(unwinds(name)).toBe(true);
  });

  it.each(['_Unwind_Backtrace', '__C_specific_handler', 'unwind', ''])('"%s" is none', (name) => {
    expect(unwinds(name)).toBe(false);
  });
});
