import { Controller, Get, Param, StreamableFile } from '@nestjs/common';

import { ReadRelations } from '#application/analysis/read-relations';
import { Audited } from '#presentation/http/access/audited';
import type { Answer } from '#presentation/http/answer/envelope';
import { offsetOf, paged } from '#presentation/http/answer/paging';
import { validatedQuery } from '#presentation/http/body/validated-query';
import { ApiTag } from '#presentation/http/contract/api-tag';
import type { Reading } from './asked';
import { Asked } from './asked';
import { DOT_TYPE, dotOf } from './call-graph-dot';
import { readingMetadata } from './page-metadata';
import { ProgressView } from './progress-view';
import { isKnown, notYet, referenceOf } from './reading-answers';
import { ApiCallGraph, ApiCrossReferences } from './relations.openapi';
import { CallGraphQuery, CrossReferencesRequest } from './relations.request';

/** Who calls and uses what in a result. */
@ApiTag('analysis')
@Controller('api/v1/analyze/:id')
export class RelationsController {
  constructor(
    private readonly relations: ReadRelations,
    private readonly progress: ProgressView,
  ) {}

  @Get('xrefs/:address')
  @Audited('read_result')
  @ApiCrossReferences()
  async crossReferences(@Param('address') text: string, @Asked() asked: Reading): Promise<Answer<unknown> | undefined> {
    const wanted = validatedQuery(CrossReferencesRequest, asked.query);
    const window = { offset: offsetOf(wanted), limit: wanted.page_size };
    const reading = await this.relations.crossReferences(asked, referenceOf('address', text), window);
    if (!reading.ready) return notYet(this.progress, reading.job, asked.response);
    const { targets, items, total, version, notAnalysed } = reading.result;
    if (isKnown(asked, reading, version, 'xrefs', JSON.stringify([targets, window]))) return undefined;
    const why = notAnalysed !== undefined && { not_analysed: notAnalysed };
    return { ...paged(items, total, wanted), metadata: { ...readingMetadata(reading), targets, ...why } };
  }

  @Get('callgraph')
  @Audited('read_result')
  @ApiCallGraph()
  async callGraph(@Asked() asked: Reading): Promise<Answer<unknown> | StreamableFile | undefined> {
    const { request, response, query } = asked;
    const { from, direction, depth, max_nodes: maxNodes, format } = validatedQuery(CallGraphQuery, query);
    const wanted = { direction, depth, maxNodes };
    const reading = await this.relations.callGraph(asked, referenceOf('from', from), wanted);
    if (!reading.ready) return notYet(this.progress, reading.job, response);
    const { graph, version, notAnalysed } = reading.result;
    if (format === undefined) response.vary('Accept');
    const isDot = format === 'dot' || (format === undefined && request.accepts(['json', DOT_TYPE]) === DOT_TYPE);
    if (isKnown(asked, reading, version, 'callgraph', JSON.stringify([graph.nodes[0], wanted, isDot])))
      return undefined;
    if (isDot) return new StreamableFile(Buffer.from(dotOf(graph)), { type: `${DOT_TYPE}; charset=utf-8` });
    const why = notAnalysed !== undefined && { not_analysed: notAnalysed };
    return { data: graph, metadata: { ...readingMetadata(reading), ...why } };
  }
}
