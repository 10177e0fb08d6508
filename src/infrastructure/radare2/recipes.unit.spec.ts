import { ARCHITECTURES } from '#domain/shared/executable-header';
import { recipeFor } from './recipes';

describe('recipeFor', () => {
  it('analyses no code at quick depth', () => {
    expect(recipeFor('quick', 'x86_64')).toBeUndefined();
  });

  it.each(ARCHITECTURES)('begins with symbols and calls for %s', (architecture) => {
    const recipe = recipeFor('standard', architecture);
    expect(recipe?.steps.slice(0, 2)).toEqual(['aa', 'aac']);
    expect(recipe?.variables).toBe(false);
  });

  it('looks for preludes on ARM64 only', () => {
    const withPreludes = ARCHITECTURES.filter((each) => recipeFor('standard', each)?.steps.includes('aap'));
    expect(withPreludes).toEqual(['arm64']);
  });

  it('has variables at comprehensive depth', () => {
    expect(recipeFor('comprehensive', 'mips')).toEqual({ variables: true, steps: ['aaa'] });
  });
});
