import type { OpenAPIObject } from '@nestjs/swagger';

const METHODS = ['get', 'post', 'put', 'delete', 'patch'] as const;

/** A schema of the OpenAPI 3.0 dialect, as far as a generator of values looks into it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly additionalProperties?: boolean | Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[] | undefined;
  readonly example?: unknown;
  readonly default?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface DocumentedResponse {
  /** Where it stands in the document, as a JSON pointer without `#/`: among the components where many operations answer it. */
  readonly pointer: string;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema?: Schema }>>;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface Operation {
  /** Such as `GET /api/v1/jobs/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** By media type. */
  readonly bodies: Readonly<Record<string, { readonly schema?: Schema; readonly example?: unknown }>>;
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
  /** Whether it says that it needs a key or a password. */
  readonly secured: boolean;
}

/** Every operation of the document, its references to responses resolved. */
export function operationsOf(document: OpenAPIObject): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const security = operation.security ?? document.security ?? [];
      const body = operation.requestBody as { content?: Operation['bodies'] } | undefined;
      return [
        {
          name: `${method.toUpperCase()} ${path}`,
          method: method.toUpperCase(),
          path,
          parameters: (operation.parameters ?? []) as unknown as readonly Parameter[],
          bodies: body?.content ?? {},
          responses: responsesOf(operation.responses, ['paths', path, method, 'responses'], document),
          secured: security.length > 0,
        },
      ];
    }),
  );
}

function responsesOf(responses: object, place: readonly string[], document: OpenAPIObject): Operation['responses'] {
  const shared = (document.components?.responses ?? {}) as Readonly<Record<string, object>>;
  return Object.fromEntries(
    Object.entries(responses as Readonly<Record<string, DocumentedResponse & { readonly $ref?: string }>>).map(
      ([status, { $ref, ...response }]) => [
        status,
        {
          ...($ref === undefined ? response : shared[$ref.split('/').at(-1) ?? '']),
          pointer: $ref?.replace('#/', '') ?? [...place, status].map(escaped).join('/'),
        },
      ],
    ),
  );
}

/** A part of a JSON pointer in a URL. */
function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** What a reference of the document names. Ours is OpenAPI 3.0, where a type is one name and never a list. */
export function resolverOf(document: OpenAPIObject): (ref: string) => Schema {
  return (ref) => {
    const schema = document.components?.schemas?.[ref.replace('#/components/schemas/', '')];
    if (schema === undefined) throw new Error(`${ref} is not in the document`);
    return schema as Schema;
  };
}
