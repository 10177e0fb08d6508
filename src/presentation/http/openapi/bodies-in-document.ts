import type { OpenAPIObject } from '@nestjs/swagger';

const OPTIONS = { $ref: '#/components/schemas/AnalyzeRequest' };
const NAME = { type: 'string', minLength: 1, maxLength: 255, description: 'In place of the name that it had before.' };
const BY_UPLOAD = {
  type: 'object',
  required: ['upload_id'],
  properties: {
    upload_id: { type: 'string', format: 'uuid', description: 'A file that was sent to its signed address.' },
    filename: NAME,
  },
};
const BY_DIGEST = {
  type: 'object',
  required: ['sha256'],
  properties: {
    sha256: {
      type: 'string',
      pattern: '^[0-9a-fA-F]{64}$',
      example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      description: 'Content that this key has sent before; answered from stored results only.',
    },
    filename: NAME,
  },
};

/** The ways to say what to analyse beside the form; a decorator can name one body only. */
export function describeBodies(document: OpenAPIObject): OpenAPIObject {
  const body = document.paths['/api/v1/analyze']?.post?.requestBody;
  if (body === undefined || '$ref' in body) return document;
  body.content['application/octet-stream'] = {
    schema: {
      type: 'string',
      format: 'binary',
      description: 'The binary, up to 100 MB. The options and `filename` stand in the query, named as in the form.',
    },
  };
  body.content['application/json'] = {
    schema: { oneOf: [{ allOf: [BY_UPLOAD, OPTIONS] }, { allOf: [BY_DIGEST, OPTIONS] }] },
  };
  return document;
}
