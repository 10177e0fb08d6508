import { aJudgedSubject } from '#test/builders/judged-subject';
import { confidenceOf } from './confidence';
import { describeBuild } from './describe-build';

const NONE = { own: 0, by_export: 0, by_table: 0, none: 0 };

describe('names of functions', () => {
  it.each([
    [{ by_table: 95, none: 5 }, 'still has names of its functions, in the table of its runtime'],
    [{ own: 1, by_export: 80, none: 10 }, 'still has names of its functions, as exports'],
    [{ own: 80, none: 20 }, 'still has names of its functions and'],
    [{ by_export: 31, none: 69 }, 'has names of 31 % of its functions'],
    [{ by_export: 1, none: 99 }, 'has had the names of its functions removed'],
  ])('are told by their share, though the symbols were removed: %j', (names, words) => {
    expect(describeBuild(aJudgedSubject({ stripped: true, names: { ...NONE, ...names } }))).toContain(words);
  });

  it.each([
    [{ by_table: 90, none: 10 }, []],
    [{ by_export: 30, none: 70 }, [{ reason: 'Only 30 % of the functions have a name in the file.', effect: 0.03 }]],
    [{ none: 8 }, [{ reason: 'No function has a name in the file.', effect: 0.05 }]],
  ])('are missed as far as they are missing: %j', (names, doubts) => {
    const subject = aJudgedSubject({ language: 'go', stripped: true, names: { ...NONE, ...names } });
    expect(confidenceOf(subject, []).confidence_reasons).toEqual(doubts);
  });
});
