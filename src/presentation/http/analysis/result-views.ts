import { Injectable } from '@nestjs/common';

import type { ResultReading } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import { whyNotAsked } from '#domain/results/not-analysed';
import { EVERYTHING } from '#domain/results/section-query';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import type { DetailLevel } from './detail-level';
import { summaryOf } from './summary-view';

const KEPT_BYTES = 32 * 1024 * 1024;
const FIRST_PAGE = 50;

/** A view of a result: JSON of `data.result`, and what it follows from. */
export interface ResultView {
  readonly version: string;
  readonly text: string;
}

/** The views of a result by level of detail, as JSON. Summaries are kept to be sent again: who reads one reads it often. */
@Injectable()
export class ResultViews {
  private readonly summaries = new ByteBoundedMap<string>(KEPT_BYTES);

  constructor(private readonly results: ReadResult) {}

  /** Names what the view follows from, without making it. */
  version(id: string, ownerId: string): Promise<ResultReading<string>> {
    return this.results.version(id, ownerId);
  }

  async view(
    id: string,
    ownerId: string,
    level: Exclude<DetailLevel, 'full'>,
    version: string,
  ): Promise<ResultReading<string>> {
    if (level !== 'summary' && level !== 'security') return this.firstPage(id, ownerId, level);
    const name = `${version} ${id} ${level}`;
    const reading = await this.results.head(id, ownerId);
    if (!reading.ready) return reading;
    const { result: head, job } = reading;
    const shown = level === 'summary' ? summaryOf(head, job.id) : { security_findings: head.security_findings };
    const text = JSON.stringify(shown);
    this.summaries.set(name, text, text.length * 2);
    return { ...reading, result: text };
  }

  /** What was made before of this version. */
  known(id: string, level: DetailLevel, version: string): string | undefined {
    return this.summaries.get(`${version} ${id} ${level}`);
  }

  private async firstPage(
    id: string,
    ownerId: string,
    section: 'functions' | 'strings' | 'imports' | 'exports',
  ): Promise<ResultReading<string>> {
    const reading = await this.results.page(id, ownerId, section, EVERYTHING, { offset: 0, limit: FIRST_PAGE });
    if (!reading.ready) return reading;
    const { items, total } = reading.result;
    const reason = whyNotAsked(section, reading.job.options);
    const place = {
      page: 1,
      page_size: FIRST_PAGE,
      total_count: reason === undefined ? total : null,
      has_next: total > FIRST_PAGE,
      not_analysed: reason ?? null,
    };
    return { ...reading, result: `{"${section}":${items.toString()},${JSON.stringify(place).slice(1)}` };
  }
}
