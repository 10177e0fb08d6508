import { Logger } from '@nestjs/common';

import { SECOND_MS } from '#domain/shared/quantities';

const logger = new Logger('interim');

/** Most stages are done sooner: what nobody would come to read is not told. */
const WORTH_TELLING_MS = SECOND_MS;

/** Has something told while the work goes on, when that takes long; not after it. What fails in telling costs nothing else. @throws what the work throws. */
export async function tellingMeanwhile<Result>(
  tell: (() => void) | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (tell === undefined) return work();
  const timer = setTimeout(() => {
    try {
      tell();
    } catch (error) {
      logger.warn({ err: error }, 'Failed to tell what is known so far');
    }
  }, WORTH_TELLING_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
