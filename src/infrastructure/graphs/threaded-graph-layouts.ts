import type { OnApplicationShutdown } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';

import { GraphLayouts } from '#application/ports/graph-layouts.port';
import { SECOND_MS } from '#domain/shared/quantities';
import type { GraphLayout, GraphShape } from '#domain/views/graph-layout';
import { ThreadChannel } from '#infrastructure/threads/thread-channel';
import { ThreadPrograms } from '#infrastructure/threads/thread-programs';

const THREAD_HEAP_MB = 128;
/** What is looked at has fewer; Graphviz takes more than linear time. */
const [MOST_NODES, MOST_EDGES] = [64, 192] as const;
/** To load it takes a tenth of a second, to lay out what is looked at a few milliseconds. */
const DEADLINE_MS = 5 * SECOND_MS;

/** Lays out graphs by Graphviz, in a thread of its own that starts with the first, and is ended where it takes too long. */
@Injectable()
export class ThreadedGraphLayouts extends GraphLayouts implements OnApplicationShutdown {
  private readonly logger = new Logger(ThreadedGraphLayouts.name);
  private readonly thread: ThreadChannel<GraphShape>;

  constructor({ graph }: ThreadPrograms) {
    super();
    this.thread = new ThreadChannel(
      { ...graph, heapMb: THREAD_HEAP_MB, isBackground: true },
      { refusalFor: (error) => (error instanceof Error ? error : new Error('The thread that lays out graphs ended.')) },
    );
  }

  async lay(shape: GraphShape): Promise<GraphLayout | undefined> {
    if (shape.nodes.length > MOST_NODES || shape.edges.length > MOST_EDGES) return undefined;
    const deadline = setTimeout(() => {
      void this.thread.fail(new Error('It took too long to lay out a graph.'));
    }, DEADLINE_MS);
    try {
      return (await this.thread.order(shape).answer) as GraphLayout | undefined;
    } catch (error) {
      this.logger.warn({ err: error }, 'Failed to lay out a graph; it is drawn simply');
      return undefined;
    } finally {
      clearTimeout(deadline);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.thread.end();
  }
}
