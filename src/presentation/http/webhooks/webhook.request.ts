import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Length,
  Matches,
} from 'class-validator';

import { VISIBLE_TEXT } from '#domain/shared/hostile-text';
import type { WebhookEvent } from '#domain/webhooks/webhook-event';
import { WEBHOOK_EVENTS } from '#domain/webhooks/webhook-event';

const MOST = { url: 2000, text: 200 } as const;

/** What `POST /api/v1/webhooks` takes. */
export class CreateWebhookRequest {
  @ApiProperty({
    minLength: 1,
    maxLength: MOST.url,
    example: 'https://ci.example.com/bin2nlp',
    description: 'Where messages are sent by POST: https:// at a public address, unless the service allows others.',
  })
  @IsString()
  @Length(1, MOST.url)
  readonly url!: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', enum: [...WEBHOOK_EVENTS] },
    minItems: 1,
    uniqueItems: true,
    description: 'What it is told of; absent: of everything.',
  })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  readonly events?: readonly WebhookEvent[];

  @ApiPropertyOptional({ minLength: 1, maxLength: MOST.text, example: 'build server', description: 'What it is for.' })
  @IsOptional()
  @IsString()
  @Length(1, MOST.text)
  @Matches(VISIBLE_TEXT, { message: 'description must have no control, zero-width or bidirectional characters' })
  readonly description?: string;
}

/** What `PATCH /api/v1/webhooks/{id}` takes: what is absent stays. */
export class ChangeWebhookRequest extends PartialType(CreateWebhookRequest) {
  @ApiPropertyOptional({
    description: 'false: nothing is sent, and what happens meanwhile is not told later. true: enabled again.',
  })
  @IsOptional()
  @IsBoolean()
  readonly enabled?: boolean;
}
