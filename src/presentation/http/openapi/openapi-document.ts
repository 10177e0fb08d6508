import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

import { API_TAGS } from '#presentation/http/contract/api-tag';
import { RESULT_SCHEMAS } from '#presentation/http/contract/result-schemas';
import { describeAccess } from './access-in-document';
import { describeBodies } from './bodies-in-document';
import { describeCommonHeaders } from './headers-in-document';
import { operationName } from './operation-names';
import { shareRefusals } from './shared-in-document';

/** The OpenAPI document of what this application really serves. */
export function openApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const description = 'Upload a binary, get a structured, explained, language-model-ready account of it.';
  const builder = new DocumentBuilder()
    .setTitle('bin2nlp')
    .setDescription(description)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key (`b2n_…`).' }, 'bearer')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'A user of the File Magic API.' }, 'basic');
  for (const [name, purpose] of Object.entries(API_TAGS)) builder.addTag(name, purpose);
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: operationName,
  });
  const schemas = { ...document.components?.schemas, ...RESULT_SCHEMAS };
  const whole = { ...document, components: { ...document.components, schemas } };
  return shareRefusals(describeCommonHeaders(describeBodies(describeAccess(whole))));
}
