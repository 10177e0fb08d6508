import { Controller, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';

import { ReadDeliveries } from '#application/webhooks/read-deliveries';
import type { Caller } from '#domain/access/caller';
import { CurrentCaller } from '#presentation/http/access/current-caller';
import type { Answer } from '#presentation/http/answer/envelope';
import type { Paged } from '#presentation/http/answer/paging';
import { offsetOf, paged, PageRequest } from '#presentation/http/answer/paging';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { ApiDeliveries, ApiDelivery, ApiReplayDelivery, ApiTestWebhook } from './deliveries.openapi';
import type { DeliveryView } from './webhook.response';
import { deliveryView } from './webhook.response';

/** What was sent to a webhook, and what its owner has sent again. */
@ApiTag('webhooks')
@Controller('api/v1/webhooks/:id')
export class DeliveriesController {
  constructor(private readonly deliveries: ReadDeliveries) {}

  @Post('test')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiTestWebhook()
  async test(@Param('id') id: string, @CurrentCaller() { keyId }: Caller): Promise<Answer<DeliveryView>> {
    return { data: deliveryView(await this.deliveries.test(id, keyId)) };
  }

  @Get('deliveries')
  @ApiDeliveries()
  async list(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentCaller() { keyId }: Caller,
  ): Promise<Paged<DeliveryView>> {
    const page = validated(PageRequest, query);
    const { deliveries, total } = await this.deliveries.list(id, keyId, offsetOf(page), page.page_size);
    return paged(deliveries.map(deliveryView), total, page);
  }

  @Get('deliveries/:delivery')
  @ApiDelivery()
  async read(
    @Param('id') id: string,
    @Param('delivery') delivery: string,
    @CurrentCaller() { keyId }: Caller,
  ): Promise<Answer<DeliveryView>> {
    return { data: deliveryView(await this.deliveries.find(id, keyId, delivery)) };
  }

  @Post('deliveries/:delivery/replay')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiReplayDelivery()
  async replay(
    @Param('id') id: string,
    @Param('delivery') delivery: string,
    @CurrentCaller() { keyId }: Caller,
  ): Promise<Answer<DeliveryView>> {
    return { data: deliveryView(await this.deliveries.replay(id, keyId, delivery)) };
  }
}
