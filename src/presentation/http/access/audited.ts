import { SetMetadata } from '@nestjs/common';

import type { AuditedOperation } from '#domain/access/audit-entry';

export const AUDITED = 'bin2nlp:audited';

/**
 * What the route does is written to the audit once it is done, with the id that `markCreated` named, else that of the path.
 * An answer 202 to a reader is not: nothing has been read.
 */
export const Audited = (operation: AuditedOperation): MethodDecorator => SetMetadata(AUDITED, operation);
