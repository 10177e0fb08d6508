import type { PatternEngine } from '#domain/patterns/pattern-engine';
import type { TextFilter } from '#domain/patterns/text-filter';
import { SectionColumnsBuilder } from '#infrastructure/packing/section-columns';
import { someStrings } from '#test/builders/document';
import { SectionSearcher } from './section-searcher';

const ENGINE = {
  compile: (source: string) => ({ pattern: { test: (text: string) => new RegExp(source, 'u').test(text) } }),
} as unknown as PatternEngine;

describe('a search of strings', () => {
  const contents = ['usage: a\nb', 'usage: a b', '', 'ab\n'];
  const strings = someStrings(contents.length).map((each, index) => ({ ...each, content: contents[index] ?? '' }));
  const columns = new SectionColumnsBuilder('strings', strings.length);
  columns.add(strings);
  const searcher = new SectionSearcher(columns.finish(), ENGINE);

  it.each([
    [{ kind: 'substring', text: 'A\nB' }, [0]],
    [{ kind: 'substring', text: 'b\n' }, [3]],
    [{ kind: 'pattern', text: 'b\n$' }, [3]],
    [{ kind: 'substring', text: 'a b' }, [1]],
  ] as const)('finds line breaks where they are: %j', async (filter: TextFilter, places) => {
    expect([...(await searcher.find({ filter, order: 'asc' }, 0, 10)).ordinals]).toEqual(places);
  });
});
