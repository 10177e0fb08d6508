import { tameLines, tameText } from './hostile-text';

describe('tameText', () => {
  it('leaves ordinary text of any script alone', () => {
    expect(tameText('GetProcAddress größer 进程 😀', 512)).toBe('GetProcAddress größer 进程 😀');
  });

  it.each([
    ['a control character', 'a\u001b[2Jb', 'a\\u{1b}[2Jb'],
    ['a line break', 'a\nb', 'a\\u{a}b'],
    ['a bidirectional override', 'a\u202egnp.exe', 'a\\u{202e}gnp.exe'],
    ['a zero-width space', 'a\u200bb', 'a\\u{200b}b'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
    ['an invisible filler', 'a\u3164b', 'a\\u{3164}b'],
    ['a tag character', 'a\u{e0041}b', 'a\\u{e0041}b'],
  ])('writes %s as its code point', (_, hostile, tame) => {
    expect(tameText(hostile, 512)).toBe(tame);
  });

  it('replaces half of a surrogate pair', () => {
    expect(tameText('a\ud83d', 512)).toBe('a\ufffd');
  });

  it('never cuts a character or an escape in two', () => {
    expect(tameText('ab😀', 3)).toBe('ab');
    expect(tameText('ab\u200b', 9)).toBe('ab');
    expect(tameText('ab\u200b', 10)).toBe('ab\\u{200b}');
  });

  it('stays within its limit', () => {
    expect(tameText('\u200b'.repeat(10_000), 4096).length).toBeLessThanOrEqual(4096);
  });
});

describe('tameLines', () => {
  it('leaves tabs and line ends alone', () => {
    const text = 'C:\\new\ttable\r\nsecond line\n';
    expect(tameLines(text, 512)).toBe(text);
  });

  it.each([
    ['a carriage return that ends no line', 'safe\rrm -rf', 'safe\\u{d}rm -rf'],
    ['another control character', 'a\n\u001b[2Jb', 'a\n\\u{1b}[2Jb'],
    ['a bidirectional override', 'a\u202egnp.exe\r\n', 'a\\u{202e}gnp.exe\r\n'],
    ['a line separator', 'a\u2028b', 'a\\u{2028}b'],
  ])('writes %s as its code point', (_, hostile, tame) => {
    expect(tameLines(hostile, 512)).toBe(tame);
  });

  it('never cuts a line end in two, nor exceeds its limit', () => {
    expect(tameLines('ab\r\ncd', 3)).toBe('ab');
    expect(tameLines('ab\r\ncd', 4)).toBe('ab\r\n');
    expect(tameLines('\u200b\n'.repeat(10_000), 4096).length).toBeLessThanOrEqual(4096);
  });
});
