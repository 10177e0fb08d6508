import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { SpendQuota } from '#application/access/spend-quota';
import type { Admission, BatchSubmission } from '#application/batches/batch-submission';
import type { Caller } from '#domain/access/caller';
import { CountRequest } from '#presentation/http/access/count-request';
import { outcomeOf } from '#presentation/http/access/request-outcome';

/** So many files that are no jobs are as much work as one that is read. */
const REFUSED_AS_ONE = 10;

/** Counts what is in a batch against the limits of its caller: the first job is the request itself, which was counted when it came. */
@Injectable()
export class EntryAdmission {
  constructor(
    private readonly count: CountRequest,
    private readonly quota: SpendQuota,
  ) {}

  of(caller: Caller, request: Request, response: Response): Pick<BatchSubmission, 'admit' | 'refused'> {
    let isFirst = true;
    let refused = 0;
    return {
      admit: async (): Promise<Admission> => {
        if (isFirst) {
          isFirst = false;
          return {
            giveBack: () => {
              isFirst = true;
              return Promise.resolve();
            },
          };
        }
        const takeBack = await this.count.execute({ caller }, 'submission', response, true);
        const spent = await this.quota.execute(caller).catch(async (refusal: unknown) => {
          await takeBack();
          throw refusal;
        });
        return {
          giveBack: async () => {
            await takeBack();
            await this.quota.giveBack(spent);
          },
        };
      },
      refused: async () => {
        if (refused++ % REFUSED_AS_ONE === 0) await this.count.execute({ caller }, 'read', response, true);
      },
    };
  }

  /** Nothing came of the request: what was counted when it came goes back, even after its answer. Never rejects. */
  async nothingCame(request: Request): Promise<void> {
    const outcome = outcomeOf(request);
    const { spent, takeBack } = outcome;
    delete outcome.spent;
    delete outcome.takeBack;
    await takeBack?.();
    await this.quota.giveBack(spent);
  }
}
