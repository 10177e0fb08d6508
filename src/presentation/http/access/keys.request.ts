import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

import type { KeyRequest } from '#application/access/create-api-key';
import { DEFAULT_QUOTA } from '#domain/access/api-key';
import type { CallerRole } from '#domain/access/caller';
import { CALLER_ROLES } from '#domain/access/caller';
import type { RateLimitOverrides } from '#domain/access/rate-limits';
import { VISIBLE_TEXT } from '#domain/shared/hostile-text';

const MOST = { requests: 100_000, quota: 1_000_000, text: 100 } as const;

/** One limit of a key's own. */
function OwnLimit(description: string): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST.requests, description })(target, property);
    for (const check of [IsOptional(), IsInt(), Min(1), Max(MOST.requests)]) check(target, property);
  };
}

/** A key's own rate limits; what is not named is as configured. */
export class KeyLimits {
  @OwnLimit('Submissions in any hour.')
  readonly submissions_per_hour?: number;

  @OwnLimit('Submissions in any 10 seconds.')
  readonly submissions_burst?: number;

  @OwnLimit('All other requests in any hour.')
  readonly reads_per_hour?: number;

  @OwnLimit('All other requests in any 10 seconds.')
  readonly reads_burst?: number;
}

/** What `POST /api/v1/auth/keys` takes. */
export class CreateKeyRequest {
  @ApiProperty({ minLength: 1, maxLength: MOST.text, example: 'ci pipeline', description: 'What the key is for.' })
  @IsString()
  @Length(1, MOST.text)
  @Matches(VISIBLE_TEXT, { message: 'name must have no control, zero-width or bidirectional characters' })
  readonly name!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: MOST.text, example: 'anna', description: 'Who holds it.' })
  @IsOptional()
  @IsString()
  @Length(1, MOST.text)
  @Matches(VISIBLE_TEXT, { message: 'user_id must have no control, zero-width or bidirectional characters' })
  readonly user_id?: string;

  @ApiProperty({ enum: CALLER_ROLES, example: 'user' })
  @IsIn(CALLER_ROLES)
  readonly role!: CallerRole;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MOST.quota,
    default: DEFAULT_QUOTA,
    description: 'Submissions in a calendar month (UTC).',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(MOST.quota)
  readonly usage_quota?: number;

  @ApiPropertyOptional({ type: KeyLimits, description: 'Rate limits of its own.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => KeyLimits)
  readonly limits?: KeyLimits;

  @ApiPropertyOptional({
    format: 'date-time',
    example: '2030-01-01T00:00:00Z',
    description: 'In the future. Absent: it does not expire.',
  })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/^[^T]*T.*(Z|[+-]\d\d:?\d\d)$/, {
    message: 'expires_at must be a time with its zone, such as 2030-01-01T00:00:00Z',
  })
  readonly expires_at?: string;
}

export function keyRequest({
  name,
  user_id: userId,
  role,
  usage_quota: quota,
  limits,
  expires_at: until,
}: CreateKeyRequest): KeyRequest {
  return {
    name,
    role,
    ...(userId == null ? {} : { userId }),
    ...(quota == null ? {} : { quota }),
    ...(limits == null ? {} : { limits: overridesOf(limits) }),
    ...(until == null ? {} : { expiresAt: Date.parse(until) }),
  };
}

function overridesOf(limits: KeyLimits): RateLimitOverrides {
  const named = {
    submissionsPerHour: limits.submissions_per_hour,
    submissionsBurst: limits.submissions_burst,
    readsPerHour: limits.reads_per_hour,
    readsBurst: limits.reads_burst,
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value != null));
}
