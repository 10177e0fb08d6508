import { describeFactReaderContract } from '#test/contracts/fact-reader.contract';
import { FakeResultCache } from '#test/fakes/fake-result-cache';
import { THREAD_PROGRAMS } from '#test/support/thread-programs';
import { ThreadedFactReader } from './threaded-fact-reader';

const cache = new FakeResultCache();
const reader = new ThreadedFactReader(cache, THREAD_PROGRAMS);

afterAll(() => reader.onApplicationShutdown());

describeFactReaderContract('ThreadedFactReader', () => ({ reader, cache }));
