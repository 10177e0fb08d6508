import type { ContentObject, OpenAPIObject } from '@nestjs/swagger';

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

const CONTENT_FORM = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', format: 'binary' } },
};

/** The forms that a body can have beside the first; a decorator can name one body only. */
export function describeBodies(document: OpenAPIObject): OpenAPIObject {
  describeAnalyze(contentOf(document, '/api/v1/analyze'));
  contentOf(document, '/v1/magic/content')['multipart/form-data'] = { schema: CONTENT_FORM };
  return document;
}

/** Nothing that shows, of a role that does not have the route. */
function contentOf(document: OpenAPIObject, path: string): ContentObject {
  const body = document.paths[path]?.post?.requestBody;
  return body === undefined || '$ref' in body ? {} : body.content;
}

function describeAnalyze(content: ContentObject): void {
  content['application/octet-stream'] = {
    schema: {
      type: 'string',
      format: 'binary',
      description: 'The binary, up to 100 MB. The options and `filename` stand in the query, named as in the form.',
    },
  };
  content['application/json'] = {
    schema: { oneOf: [{ allOf: [BY_UPLOAD, OPTIONS] }, { allOf: [BY_DIGEST, OPTIONS] }] },
  };
}
