import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';

import type { BatchEvent } from '#application/batches/follow-batch';
import { FollowBatch } from '#application/batches/follow-batch';
import { ServiceState } from '#application/operations/service-state';
import type { Batch } from '#domain/batches/batch';
import { beginEventStream } from '#presentation/http/answer/event-stream';
import { identityOf } from '#presentation/http/answer/request-identity';
import { batchHead, entryView } from './batch-view';

/** The id of the last event: a client that has it need not come back. */
const END = 'end';

/** Tells a batch as it goes (server-sent events): its state as it is, then what changes. Who comes back gets the state as it is. */
@Injectable()
export class BatchEventsResponse {
  private readonly logger = new Logger('http');

  constructor(
    private readonly follow: FollowBatch,
    private readonly state: ServiceState,
  ) {}

  /** Resolves when the stream has ended. */
  async send({ id, ownerId }: Batch, request: Request, response: Response): Promise<void> {
    if (request.headers['last-event-id'] === END) {
      response.status(204).end();
      return;
    }
    const stream = beginEventStream(response, this.state.stopping);
    try {
      for await (const event of this.follow.execute(id, ownerId, stream.over)) await stream.send(textOf(event));
    } catch (error) {
      // The answer has begun: its end is all that can be said. The client comes back.
      const { requestId } = identityOf(request);
      this.logger.warn({ err: error, batch_id: id, request_id: requestId }, 'Failed to tell the events of a batch');
    } finally {
      stream.end();
    }
  }
}

function textOf(event: BatchEvent): string {
  const data =
    event.kind === 'entry' ? { place: event.place, ...entryView(event.entry) } : { ...batchHead(event.batch) };
  const id = event.kind === 'completed' ? `id: ${END}\n` : '';
  return `${id}event: ${event.kind}\ndata: ${JSON.stringify(data)}\n\n`;
}
