import { FakeControlAnalysis } from '#test/fakes/fake-control-analysis';
import { describeControlAnalysisContract } from './control-analysis.contract';

describeControlAnalysisContract('FakeControlAnalysis', () => {
  const control = new FakeControlAnalysis();
  return Promise.resolve({
    control,
    breakEngine: () => {
      control.reason = 'radare2 ended during "open": exit code 139';
    },
    hinder: () => {
      control.hindrance = new Error('EROFS');
      return Promise.resolve();
    },
    remains: () => Promise.resolve([]),
  });
});
