import { applyDecorators, SetMetadata, UseGuards, UseInterceptors } from '@nestjs/common';

import type { AuditedOperation } from '#domain/access/audit-entry';
import { AccessInterceptor } from './access.interceptor';
import { AUDITED } from './access-rules';
import { AuditReads } from './audit-reads.guard';

/**
 * What the route does is written to the audit once it is done, with the id that `markCreated` named, else that of the path.
 * An answer 202 to a reader is not: nothing has been read. A change is written down before its answer, a read beside it.
 */
export const Audited = (operation: AuditedOperation): MethodDecorator =>
  applyDecorators(
    SetMetadata(AUDITED, operation),
    operation === 'read_result' ? UseGuards(AuditReads) : UseInterceptors(AccessInterceptor),
  );
