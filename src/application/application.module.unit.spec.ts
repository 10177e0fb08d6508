import { ApplicationModule } from './application.module';

describe('the application module', () => {
  it('names its use cases in alphabetical order, so that one that is missing or named twice is seen', () => {
    const names = ApplicationModule.on({ module: class Outside {} }).providers?.map((useCase) =>
      typeof useCase === 'function' ? useCase.name : 'not a class',
    );
    expect(names).toEqual([...new Set(names)].sort());
  });
});
