import { selfDescriptions } from './self-descriptions';

const found = (...contents: string[]): readonly string[] =>
  selfDescriptions(contents.map((content) => ({ content }))).map((place) => contents[place] ?? '');

describe('What a program says of itself', () => {
  it.each([
    ['Usage: %s [OPTION]... [FILE]...'],
    ['usage: bin2nlp FILE'],
    ['Copyright (C) 2022 Free Software Foundation, Inc.'],
    ['© 2010 Microsoft Corporation'],
    ['GNU bash, version %s-(%s)'],
    ['OpenSSL 1.0.1h 5 Jun 2014'],
  ])('is %s', (content) => {
    expect(found('something else', content)).toEqual([content]);
  });

  it.each([['disk usage'], ['copyrighted material'], ['inversion 3'], ['10.0.0.1'], ['a long way 2 go']])(
    'is not %s',
    (content) => {
      expect(found(content)).toEqual([]);
    },
  );
});
