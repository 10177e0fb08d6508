import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

import { RESULT_SCHEMAS } from './result-schemas';

/** The OpenAPI document of what this application really serves. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const description = 'Upload a binary, get a structured, explained, language-model-ready account of it.';
  const builder = new DocumentBuilder()
    .setTitle('bin2nlp')
    .setDescription(description)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addTag('analysis', 'Send binaries, read what was found.')
    .addTag('jobs', 'Follow what is under way.')
    .addTag('system', 'State of the service.');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '').toLowerCase()}_${method}`,
  });
  return {
    ...document,
    components: { ...document.components, schemas: { ...document.components?.schemas, ...RESULT_SCHEMAS } },
  };
}
