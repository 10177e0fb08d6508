import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';

import { SpendQuota } from '#application/access/spend-quota';
import type { Admission } from '#application/batches/batch-submission';
import type { Caller } from '#domain/access/caller';
import { CountRequest } from '#presentation/http/access/count-request';
import { outcomeOf } from '#presentation/http/access/request-outcome';

const NOTHING: Admission = { giveBack: () => Promise.resolve() };

/** Counts the jobs of a batch against the limits of its caller: the first is the request itself, which was counted when it came. */
@Injectable()
export class EntryAdmission {
  constructor(
    private readonly count: CountRequest,
    private readonly quota: SpendQuota,
  ) {}

  of(caller: Caller, request: Request, response: Response): () => Promise<Admission> {
    let isFirst = true;
    return async () => {
      if (isFirst) {
        isFirst = false;
        return {
          giveBack: () => {
            isFirst = true;
            return NOTHING.giveBack();
          },
        };
      }
      await this.count.execute({ caller }, 'submission', response, true);
      const spent = await this.quota.execute(caller);
      return { giveBack: () => this.quota.giveBack(spent) };
    };
  }

  /** Nothing came of the request: what was counted when it came goes back. */
  nothingCame(request: Request): void {
    outcomeOf(request).free = true;
  }
}
