import { NulFrames } from './nul-frames';

const texts = (frames: readonly Buffer[]): readonly string[] => frames.map((frame) => frame.toString('utf8'));

describe('NulFrames', () => {
  it('gives an answer once its NUL has come', () => {
    const frames = new NulFrames();
    expect(frames.push(Buffer.from('one'))).toEqual([]);
    expect(frames.pendingBytes).toBe(3);
    expect(texts(frames.push(Buffer.from(' more\0')))).toEqual(['one more']);
    expect(frames.pendingBytes).toBe(0);
  });

  it('takes several answers, also empty ones, out of one chunk', () => {
    expect(texts(new NulFrames().push(Buffer.from('a\0\0b\0c')))).toEqual(['a', '', 'b']);
  });

  it('keeps characters whole that a chunk border cuts', () => {
    const bytes = Buffer.from('größe 进程 😀\0', 'utf8');
    for (let cut = 0; cut <= bytes.length; cut++) {
      const frames = new NulFrames();
      const answers = [...frames.push(bytes.subarray(0, cut)), ...frames.push(bytes.subarray(cut))];
      expect(texts(answers)).toEqual(['größe 进程 😀']);
    }
  });
});
