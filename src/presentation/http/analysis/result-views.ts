import { Injectable } from '@nestjs/common';

import type { ResultReading, ResultWanted } from '#application/analysis/read-result';
import { ReadResult } from '#application/analysis/read-result';
import { whyNotAsked } from '#domain/results/not-analysed';
import { EVERYTHING } from '#domain/results/section-query';
import { ByteBoundedMap } from '#domain/shared/byte-bounded-map';
import { MB } from '#domain/shared/quantities';
import type { DetailLevel } from './detail-level';
import { summaryOf } from './summary-view';

const KEPT_BYTES = 32 * MB;
const FIRST_PAGE = 50;

/** A result that is there: what its views follow from, and how one is made. */
interface OpenResult {
  readonly version: string;
  /** JSON of `data.result`. */
  readonly view: (level: Exclude<DetailLevel, 'full'>) => Promise<ResultReading<string>>;
}

/** The views of a result by level of detail, as JSON. Summaries are kept to be sent again: who reads one reads it often. */
@Injectable()
export class ResultViews {
  private readonly summaries = new ByteBoundedMap<string>(KEPT_BYTES);

  constructor(private readonly results: ReadResult) {}

  /** Names what each view follows from, and makes none before it is asked for. */
  async open(wanted: ResultWanted): Promise<ResultReading<OpenResult>> {
    const reading = await this.results.version(wanted);
    if (!reading.ready) return reading;
    const { result: version } = reading;
    return {
      ...reading,
      result: {
        version,
        view: (level) =>
          level === 'summary' || level === 'security'
            ? this.summary(wanted, reading, level)
            : this.firstPage(wanted, level),
      },
    };
  }

  private async summary(
    wanted: ResultWanted,
    opened: Extract<ResultReading<string>, { readonly ready: true }>,
    level: 'summary' | 'security',
  ): Promise<ResultReading<string>> {
    const { job, result: version } = opened;
    const name = `${version} ${job.id} ${level}`;
    const known = this.summaries.get(name);
    if (known !== undefined) return { ...opened, result: known };
    const reading = await this.results.head(wanted);
    if (!reading.ready) return reading;
    const { result: head } = reading;
    const shown = level === 'summary' ? summaryOf(head, job.id) : { security_findings: head.security_findings };
    const text = JSON.stringify(shown);
    this.summaries.set(name, text, text.length * 2);
    return { ...reading, result: text };
  }

  private async firstPage(
    wanted: ResultWanted,
    section: 'functions' | 'strings' | 'imports' | 'exports',
  ): Promise<ResultReading<string>> {
    const reading = await this.results.page(wanted, section, EVERYTHING, { offset: 0, limit: FIRST_PAGE });
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
