import { Output } from './output';
import { styled } from './pieces';
import { markdownTable, tableLines } from './table';

const HOSTILE = 'a\u001b]0;owned\u0007\u001b[31mred\r\u009b2J\u202egnp.exe\u200b';

class Written {
  text = '';
  readonly columns = 80;
  constructor(readonly isTTY: boolean) {}
  write(text: string): boolean {
    this.text += text;
    return true;
  }
}

function output(
  isTTY: boolean,
  noColour = false,
): { readonly out: Written; readonly err: Written; readonly output: Output } {
  const [out, err] = [new Written(isTTY), new Written(isTTY)];
  return { out, err, output: new Output({ out, err, noColour }) };
}

/** What may drive a terminal, but for line ends and our own three sequences. */
function driving(text: string): readonly string[] {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[(?:\d+m|K)|\n/g, '').match(/[\p{Cc}\p{Cf}]/gu) ?? [];
}

describe('text of a sample', () => {
  it.each([true, false])('drives no terminal, wherever it is shown (terminal: %s)', (isTTY) => {
    const { out, err, output: shown } = output(isTTY);
    shown.line(HOSTILE, styled('red', HOSTILE));
    shown.lines(tableLines([{ title: 'x' }], [[HOSTILE]], 80));
    shown.page(HOSTILE);
    shown.json({ [HOSTILE]: HOSTILE });
    shown.note(HOSTILE);
    expect(driving(out.text + err.text)).toEqual([]);
    expect(out.text).toContain('\\u{1b}]0;owned\\u{7}');
    expect(out.text).not.toContain('\u001b[31mred');
  });

  it('makes no line of its own, so that no name passes for a verdict', () => {
    const { out, err, output: shown } = output(true, true);
    shown.line('a\n0.0 ordinary b');
    shown.lines(tableLines([{ title: 'x' }], [['a\r\nb'], ['c\td']], 80));
    shown.note('failed: ', 'a\nb');
    shown.progress('a\nb');
    expect(out.text.split('\n')).toEqual(['a\\u{a}0.0 ordinary b', 'x', 'a\\u{d}\\u{a}b', 'c\\u{9}d', '']);
    expect(err.text).toBe('failed: a\\u{a}b\n\r\u001b[Ka\\u{a}b');
    shown.notes('one\n  two\u001b');
    expect(err.text).toContain('one\n  two\\u{1b}\n');
  });

  it('in Markdown drives nothing that shows it, written into a file as it is', () => {
    expect(driving(markdownTable([{ title: 'x' }], [[HOSTILE]]))).toEqual([]);
  });

  it('in JSON stays what it was', () => {
    const { out, output: shown } = output(false);
    shown.json([HOSTILE, '\u{e0041}']);
    expect(JSON.parse(out.text)).toEqual([HOSTILE, '\u{e0041}']);
    // eslint-disable-next-line no-control-regex
    expect(out.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e]|\u{e0041}/u);
  });

  it('makes nothing of Markdown', () => {
    const cell = markdownTable([{ title: 'x' }], [['a|b [x](http://e.example) <img> `c` @all\nnext']]).split('\n')[2];
    expect(cell).toBe('| a&#124;b &#91;x&#93;(http&#58;//e.example) &#60;img&#62; &#96;c&#96; &#64;all next |');
  });
});

describe('colours and progress', () => {
  it('are for terminals alone, and colours for those who want them', () => {
    const [terminal, pipe, plain] = [output(true), output(false), output(true, true)];
    for (const { output: shown } of [terminal, pipe, plain]) {
      shown.line(styled('red', 'bad'));
      shown.progress('half');
    }
    expect(terminal.out.text).toBe('\u001b[31mbad\u001b[0m\n');
    expect([pipe.out.text, plain.out.text]).toEqual(['bad\n', 'bad\n']);
    expect([terminal.err.text, pipe.err.text]).toEqual(['\r\u001b[Khalf', '']);
  });
});

it('a table gives room from its last columns, and of a path keeps the end', () => {
  const columns = [
    { title: 'file', flexible: 'end' },
    { title: 'n', align: 'right' },
    { title: 'why', flexible: true },
  ] as const;
  const lines = tableLines(columns, [[`/very/long/${'x'.repeat(40)}/name`, '7', 'y'.repeat(60)]], 50);
  const texts = lines.map((line) => line.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join(''));
  expect(texts.every((text) => text.length <= 50)).toBe(true);
  expect(texts[1]).toMatch(/^…x+\/name +7 {2}y+…$/);
});
