import type { OpenAPIObject } from '@nestjs/swagger';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

import type { DocumentedResponse, Operation, Schema } from './operation';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** What HTTP itself needs, and what tells browsers to be careful; who calls an API does not look at it. */
const EVERYWHERE =
  /^(connection|keep-alive|transfer-encoding|content-(type|length|security-policy)|date|vary|cross-origin-.*|origin-agent-cluster|referrer-policy|strict-transport-security|x-(content-type-options|dns-prefetch-control|download-options|frame-options|permitted-cross-domain-policies|xss-protection))$/;

/** Says what of an answer the document does not say. */
export class AnswerChecker {
  private readonly ajv = addFormats(new Ajv({ strict: false, allErrors: false, validateFormats: true }));

  constructor(document: OpenAPIObject) {
    this.ajv.addSchema({ $id: 'openapi', ...(inJsonSchema(document) as object) });
  }

  /** Faults in plain words; none: the answer is as documented. */
  faultsOf(operation: Operation, answer: Answer): readonly string[] {
    if (answer.status === 500) return ['answers 500'];
    const response = operation.responses[answer.status];
    if (response === undefined) return [`answers the undocumented status ${answer.status}: ${excerpt(answer.body)}`];
    const headers = Object.entries(response.headers ?? {})
      .filter(([name, { required }]) => required !== false && !answer.headers.has(name))
      .map(([name]) => `answers ${answer.status} without the documented header ${name}`);
    const documented = new Set(Object.keys(response.headers ?? {}).map((name) => name.toLowerCase()));
    const undocumented = [...answer.headers.keys()]
      .filter((name) => !EVERYWHERE.test(name) && !documented.has(name))
      .map((name) => `answers ${answer.status} with the undocumented header ${name}`);
    return [...headers, ...undocumented, ...this.bodyFaults(response, answer)];
  }

  private bodyFaults(
    { pointer, content = {} }: DocumentedResponse,
    { status, headers, body }: Answer,
  ): readonly string[] {
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (body.length === 0) return Object.keys(content).length === 0 ? [] : [`answers ${status} without a body`];
    if (content[type] === undefined) return [`answers ${status} as ${type || 'nothing'}, which is not documented`];
    if (type !== 'application/json') return [];
    const validate = this.ajv.getSchema(
      `openapi#/${pointer}/content/${encodeURIComponent(type.replace('/', '~1'))}/schema`,
    );
    if (validate === undefined) return [`answers ${status} with a body that has no schema`];
    return validate(JSON.parse(body.toString()))
      ? []
      : [`answers ${status} off its schema: ${this.ajv.errorsText(validate.errors)}: ${excerpt(body)}`];
  }
}

/** OpenAPI 3.0 says `nullable` where JSON Schema says `null`. */
function inJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inJsonSchema);
  if (value === null || typeof value !== 'object') return value;
  const parts = Object.entries(value).filter(([name, each]) => name !== 'nullable' || each !== true);
  const plain = Object.fromEntries(parts.map(([name, each]) => [name, inJsonSchema(each)]));
  return (value as Schema).nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

function excerpt(body: Buffer): string {
  return body.toString('utf8', 0, 400);
}
