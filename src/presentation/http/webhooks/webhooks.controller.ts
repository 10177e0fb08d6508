import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';

import { ChangeWebhook } from '#application/webhooks/change-webhook';
import { CreateWebhook } from '#application/webhooks/create-webhook';
import { FindWebhook } from '#application/webhooks/find-webhook';
import { ListWebhooks } from '#application/webhooks/list-webhooks';
import { RemoveWebhook } from '#application/webhooks/remove-webhook';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import { WEBHOOK_EVENTS } from '#domain/webhooks/webhook-event';
import { Audited } from '#presentation/http/access/audited';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import { markCreated } from '#presentation/http/access/request-outcome';
import type { Answer } from '#presentation/http/answer/envelope';
import type { Paged } from '#presentation/http/answer/paging';
import { offsetOf, paged, PageRequest } from '#presentation/http/answer/paging';
import { readJson } from '#presentation/http/body/json-body';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ChangeWebhookRequest, CreateWebhookRequest } from './webhook.request';
import type { WebhookView } from './webhook.response';
import { webhookView } from './webhook.response';
import {
  ApiChangeWebhook,
  ApiCreateWebhook,
  ApiDeleteWebhook,
  ApiRotateWebhook,
  ApiWebhook,
  ApiWebhooks,
} from './webhooks.openapi';

/** Where the messages of a key's jobs are sent. */
@ApiTag('webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly createWebhook: CreateWebhook,
    private readonly findWebhook: FindWebhook,
    private readonly listWebhooks: ListWebhooks,
    private readonly changeWebhook: ChangeWebhook,
    private readonly removeWebhook: RemoveWebhook,
    private readonly config: AppConfig,
  ) {}

  @Post()
  @HttpCode(HttpStatus.CREATED)
  @Audited('create_webhook')
  @ApiCreateWebhook()
  async create(
    @Req() request: Request,
    @CurrentCaller() { keyId }: Caller,
  ): Promise<Answer<WebhookView & { readonly secret: string }>> {
    const { url, events, description } = validated(CreateWebhookRequest, await readJson(request, this.config.server));
    const wanted = { url, events: events ?? WEBHOOK_EVENTS, ...(description != null && { description }) };
    const { webhook, secret } = await this.createWebhook.execute(keyId, wanted);
    markCreated(request, webhook.id);
    return { data: { ...webhookView(webhook), secret } };
  }

  @Get()
  @ApiWebhooks()
  async list(@Query() query: Record<string, unknown>, @CurrentCaller() { keyId }: Caller): Promise<Paged<WebhookView>> {
    const page = validated(PageRequest, query);
    const all = await this.listWebhooks.execute(keyId);
    const offset = offsetOf(page);
    return paged(all.slice(offset, offset + page.page_size).map(webhookView), all.length, page);
  }

  @Get(':id')
  @ApiWebhook()
  async read(@Param('id') id: string, @CurrentCaller() { keyId }: Caller): Promise<Answer<WebhookView>> {
    return { data: webhookView(await this.findWebhook.execute(id, keyId)) };
  }

  @Patch(':id')
  @Audited('change_webhook')
  @ApiChangeWebhook()
  async change(
    @Param('id') id: string,
    @Req() request: Request,
    @CurrentCaller() { keyId }: Caller,
  ): Promise<Answer<WebhookView>> {
    const wanted = validated(ChangeWebhookRequest, await readJson(request, this.config.server));
    const named = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value != null));
    return { data: webhookView(await this.changeWebhook.execute(id, keyId, named)) };
  }

  @Delete(':id')
  @Audited('delete_webhook')
  @ApiDeleteWebhook()
  async remove(@Param('id') id: string, @CurrentCaller() { keyId }: Caller): Promise<Answer<WebhookView>> {
    return { data: webhookView(await this.removeWebhook.execute(id, keyId)) };
  }

  @Post(':id/secret')
  @HttpCode(HttpStatus.OK)
  @Audited('rotate_webhook_secret')
  @ApiRotateWebhook()
  async rotate(
    @Param('id') id: string,
    @CurrentCaller() { keyId }: Caller,
  ): Promise<Answer<WebhookView & { readonly secret: string }>> {
    const { webhook, secret } = await this.changeWebhook.rotate(id, keyId);
    return { data: { ...webhookView(webhook), secret } };
  }
}
