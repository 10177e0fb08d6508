import { applyDecorators, Controller, Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';

import { ReadAudit } from '#application/access/read-audit';
import { AUDITED_OPERATIONS } from '#domain/access/audit-entry';
import { AdminRoute } from '#presentation/http/access/access-rules';
import type { Paged } from '#presentation/http/answer/paging';
import { ApiPagedEnvelope, offsetOf, paged, PageRequest } from '#presentation/http/answer/paging';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';

interface AuditView {
  readonly timestamp: string;
  readonly api_key_id: string;
  readonly operation: string;
  readonly resource_id: string;
}

@ApiTag('admin')
@AdminRoute()
@Controller('api/v1/admin/audit')
export class AuditController {
  constructor(private readonly readAudit: ReadAudit) {}

  @Get()
  @ApiAudit()
  async list(@Query() query: Record<string, unknown>): Promise<Paged<AuditView>> {
    const page = validated(PageRequest, query);
    const { entries, total } = await this.readAudit.execute(offsetOf(page), page.page_size);
    const views = entries.map(({ at, keyId, operation, resourceId }) => ({
      timestamp: new Date(at).toISOString(),
      api_key_id: keyId,
      operation,
      resource_id: resourceId,
    }));
    return paged(views, total, page);
  }
}

function ApiAudit(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Who did what to which resource, newest first', description: 'Kept for 90 days.' }),
    ApiIdentityHeaders(),
    ApiPagedEnvelope('A page of entries.', {
      type: 'object',
      required: ['timestamp', 'api_key_id', 'operation', 'resource_id'],
      properties: {
        timestamp: { type: 'string', format: 'date-time' },
        api_key_id: { type: 'string' },
        operation: { type: 'string', enum: [...AUDITED_OPERATIONS] },
        resource_id: { type: 'string', description: 'Of the job, key, upload, or what else it was about.' },
      },
      example: {
        timestamp: '2026-11-21T11:00:00.000Z',
        api_key_id: '7b1f8b0e-5c0d-4d0a-9a55-0d6c1a2b3c4d',
        operation: 'submit_analysis',
        resource_id: '0f8fad5b-d9cb-469f-a165-70867728950e',
      },
    }),
    ApiRefusals('INVALID_OPTION'),
  );
}
