import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { OpenAPIObject } from '@nestjs/swagger';

import { RootModule } from './root.module';
import { VERSION } from './version';
import { AppConfig } from '#config/app-config';
import { HostEnvironment } from '#infrastructure/sandbox/host-environment';
import { openApiDocument } from '#presentation/http/openapi/openapi-document';

/** The OpenAPI document of the role `all` by default settings; nothing is started for it. */
export async function apiDocument(): Promise<OpenAPIObject> {
  const root = RootModule.for(new AppConfig(), new HostEnvironment(''));
  const app = await NestFactory.create<NestExpressApplication>(root, { preview: true, logger: false });
  try {
    return openApiDocument(app, VERSION);
  } finally {
    await app.close();
  }
}
