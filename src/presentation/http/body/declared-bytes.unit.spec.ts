import type { IncomingMessage } from 'node:http';

import { declaredBytes } from './declared-bytes';

const asking = (length?: string): IncomingMessage => ({ headers: { 'content-length': length } }) as IncomingMessage;

describe('declaredBytes', () => {
  it.each([
    ['a body that is the content', '80', 0, 80],
    ['a form, of which nobody knows how much is framing', '80', 10, 80],
    ['a form whose content may just fit', '105', 10, 100],
    ['a form whose content cannot fit', '111', 10, 101],
    ['a body that is too large', '101', 0, 101],
  ])('of %s', (_, length, framing, expected) => {
    expect(declaredBytes(asking(length), 100, framing)).toEqual({ declaredBytes: expected });
  });

  it.each([undefined, 'many'])('says nothing where %s is declared', (length) => {
    expect(declaredBytes(asking(length), 100)).toEqual({});
  });
});
