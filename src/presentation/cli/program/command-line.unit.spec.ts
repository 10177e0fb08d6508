import { Output } from '../terminal/output';
import { commandLine } from './command-line';
import { pageCall } from './page-call';

describe('a call that is wrong', () => {
  it('is told without what would drive a terminal: names of files may be taken for options', async () => {
    let told = '';
    const stream = { write: (text: string) => (told += text) };
    const output = new Output({ out: stream, err: stream, noColour: false });
    const unused = (): never => {
      throw new Error('Nothing is to be run.');
    };
    const hooks = { complain: output.notes.bind(output), session: unused, serve: unused, mcp: unused };
    const program = commandLine('1', hooks, unused);
    await expect(program.parseAsync(['scan', '--\u001b]0;owned\u0007'], { from: 'user' })).rejects.toThrow();
    expect(told).toContain("unknown option '--\\u{1b}]0;owned\\u{7}'\n");
    expect(told).not.toContain('\u001b');
  });
});

describe('a report', () => {
  const depth = 'standard' as const;

  it('has a budget of tokens, the usual one or as is said', () => {
    expect(pageCall({ depth, format: 'markdown' }, 4000).query).toEqual({ format: 'markdown', max_tokens: 4000 });
    expect(pageCall({ depth, format: 'html', maxTokens: 800 }, 4000).query).toEqual({
      format: 'html',
      max_tokens: 800,
    });
  });

  it('as HTML is the page to look at, which nothing but a budget makes a page of facts', () => {
    expect(pageCall({ depth, format: 'html' }, 4000).query).toEqual({ format: 'html' });
  });
});
