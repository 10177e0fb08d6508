import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

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
    .addTag('magic', 'What kind of file something is.')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'The user of the configuration.' }, 'basic')
    .addTag('system', 'State of the service.');
  return SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '').toLowerCase()}_${method}`,
  });
}
