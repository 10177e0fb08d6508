import { Controller, Get } from '@nestjs/common';

import { ListWorkers } from '#application/operations/list-workers';
import { ReportQueue } from '#application/operations/report-queue';
import { AdminRoute } from '#presentation/http/access/access-rules';
import type { Answer } from '#presentation/http/answer/envelope';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiAdminQueue, ApiAdminWorkers } from './queue-admin.openapi';
import type { QueueData, WorkerData } from './queue-admin.views';
import { queueView, workerView } from './queue-admin.views';

/** What an operator looks at. */
@ApiTag('admin')
@AdminRoute()
@Controller('api/v1/admin')
export class QueueAdminController {
  constructor(
    private readonly reportQueue: ReportQueue,
    private readonly listWorkers: ListWorkers,
  ) {}

  @Get('queue')
  @ApiAdminQueue()
  async queue(): Promise<Answer<QueueData>> {
    return { data: queueView(await this.reportQueue.execute()) };
  }

  @Get('workers')
  @ApiAdminWorkers()
  async workers(): Promise<Answer<readonly WorkerData[]>> {
    return { data: (await this.listWorkers.execute()).map(workerView) };
  }
}
