import { Injectable } from '@nestjs/common';

import type { ResultReading, ResultWanted } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import type { Viewed } from '#application/ports/fact-reader.port';
import { FactReader } from '#application/ports/fact-reader.port';
import { GraphLayouts } from '#application/ports/graph-layouts.port';
import { graphShape } from '#domain/views/calls-view';
import { layeredLayout } from '#domain/views/graph-layout';
import type { ReportView } from '#domain/views/report-view';
import { SeenBefore } from './seen-before';

/** Makes the view of a result that its page is written from; while the result is being made, of what is known so far. */
@Injectable()
export class ViewResult {
  constructor(
    private readonly results: ReadResult,
    private readonly facts: FactReader,
    private readonly seen: SeenBefore,
    private readonly layouts: GraphLayouts,
  ) {}

  /** @throws as `ReadResult`; DomainError `OVERLOADED`. */
  async execute(
    wanted: Pick<ResultWanted, 'id' | 'ownerId'>,
    showSuspicious: boolean,
  ): Promise<ResultReading<Viewed<ReportView>>> {
    return this.results.read({ ...wanted, soFar: true }, async (key, job, isSoFar) => {
      const seen = isSoFar ? [] : await this.seen.nearest(wanted.ownerId, key, job);
      const viewed = await this.facts.view(key, { fileName: job.file.name, showSuspicious, seen });
      if (viewed === undefined) return undefined;
      return { ...viewed, view: await this.drawn(viewed.view) };
    });
  }

  /** With its picture of calls laid out: simply, where it cannot be done well. */
  private async drawn(view: ReportView): Promise<ReportView> {
    if (view.calls.boxes.length === 0) return view;
    const shape = graphShape(view.calls);
    const layout = (await this.layouts.lay(shape)) ?? layeredLayout(shape);
    return { ...view, calls: { ...view.calls, layout } };
  }
}
