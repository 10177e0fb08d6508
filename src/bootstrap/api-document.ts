import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';

import { AppConfig } from '#config/app-config';
import { UNKNOWN_BUILD } from '#config/build-info';
import { serviceLogger } from '#infrastructure/logging/service-log';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { openApiDocument } from '#presentation/http/openapi/openapi-document';
import { RootModule } from './root.module';
import { VERSION } from './version';

/** The OpenAPI document of the role `all` by default settings; nothing is started for it. */
export async function apiDocument(): Promise<OpenAPIObject> {
  const config = new AppConfig();
  const about = { build: UNKNOWN_BUILD, startedAt: 0 };
  const root = RootModule.for(config, new HostEnvironment(''), about, serviceLogger(config));
  const app = await NestFactory.create<NestExpressApplication>(root, { preview: true, logger: false });
  try {
    return openApiDocument(app, VERSION);
  } finally {
    await app.close();
  }
}
