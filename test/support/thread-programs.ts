import { join } from 'node:path';

import { threadCode, threadPrograms } from '#bootstrap/threads/thread-code';

/** Threads do not run within the test runner: they need a compiler of their own. */
export const THREAD_ARGUMENTS = ['--require', join(__dirname, 'run-typescript.cjs')];
export const THREAD_PROGRAMS = threadPrograms(THREAD_ARGUMENTS);
export const BULK_THREAD = threadCode('bulk-thread', THREAD_ARGUMENTS);
