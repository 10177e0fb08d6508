import { Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query, Req } from '@nestjs/common';
import type { Request } from 'express';

import { CreateApiKey } from '#application/access/create-api-key';
import { DescribeCaller } from '#application/access/describe-caller';
import { ListApiKeys } from '#application/access/list-api-keys';
import { RevokeApiKey } from '#application/access/revoke-api-key';
import { Clock } from '#application/ports/clock.port';
import { AppConfig } from '#config/app-config';
import type { Caller } from '#domain/access/caller';
import type { Answer } from '#presentation/http/answer/envelope';
import type { Paged } from '#presentation/http/answer/paging';
import { offsetOf, paged, PageRequest } from '#presentation/http/answer/paging';
import { readJson } from '#presentation/http/body/json-body';
import { validated } from '#presentation/http/body/validated';
import { ApiTag } from '#presentation/http/contract/api-tag';
import { AdminRoute } from './access-rules';
import { Audited } from './audited';
import { CurrentCaller } from './current-caller';
import { ApiCreateKey, ApiListKeys, ApiRevokeKey, ApiValidateKey } from './keys.openapi';
import { CreateKeyRequest, keyRequest } from './keys.request';
import type { KeyView } from './keys.response';
import { keyView, LOCAL_KEY_VIEW } from './keys.response';
import { markCreated } from './request-outcome';

@ApiTag('access')
@Controller('api/v1/auth')
export class KeysController {
  constructor(
    private readonly describe: DescribeCaller,
    private readonly createKey: CreateApiKey,
    private readonly listKeys: ListApiKeys,
    private readonly revokeKey: RevokeApiKey,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  @Get('validate')
  @ApiValidateKey()
  async validate(@CurrentCaller() caller: Caller): Promise<Answer<KeyView>> {
    const usage = await this.describe.execute(caller);
    return { data: usage === undefined ? LOCAL_KEY_VIEW : keyView(usage, this.clock.now()) };
  }

  @Post('keys')
  @HttpCode(HttpStatus.CREATED)
  @AdminRoute()
  @Audited('create_key')
  @ApiCreateKey()
  async create(@Req() request: Request): Promise<Answer<KeyView & { readonly key: string }>> {
    const wanted = validated(CreateKeyRequest, await readJson(request, this.config.server));
    const { key, secret } = await this.createKey.execute(keyRequest(wanted));
    markCreated(request, key.id);
    return { data: { ...keyView({ key, used: 0 }, this.clock.now()), key: secret } };
  }

  @Get('keys')
  @AdminRoute()
  @ApiListKeys()
  async list(@Query() query: Record<string, unknown>): Promise<Paged<KeyView>> {
    const page = validated(PageRequest, query);
    const { items, total } = await this.listKeys.execute(offsetOf(page), page.page_size);
    const now = this.clock.now();
    return paged(
      items.map((item) => keyView(item, now)),
      total,
      page,
    );
  }

  @Delete('keys/:id')
  @AdminRoute()
  @Audited('revoke_key')
  @ApiRevokeKey()
  async revoke(@Param('id') id: string): Promise<Answer<object>> {
    const { id: keyId, revokedAt } = await this.revokeKey.execute(id);
    return { data: { key_id: keyId, active: false, revoked_at: new Date(revokedAt ?? 0).toISOString() } };
  }
}
