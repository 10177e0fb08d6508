import type { OpenAPIObject } from '@nestjs/swagger';

interface Refusal {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}
type Responses = Record<string, Refusal>;
interface Use {
  readonly name: string;
  readonly refusal: Refusal;
  readonly among: Responses;
  readonly status: string;
}

const FIRST_REFUSAL = 400;

/**
 * Refusals that several operations answer stand once among the components, by their status and codes, and a reference in their
 * place: half of the document was their repetition. Headers stay where they are: generators take one that is referred to for
 * always there.
 */
export function shareRefusals(document: OpenAPIObject): OpenAPIObject {
  const byText = new Map<string, Use[]>();
  for (const use of refusalsOf(document)) {
    const text = JSON.stringify([use.name, use.refusal]);
    byText.set(text, [...(byText.get(text) ?? []), use]);
  }
  const responses: Record<string, Refusal> = {};
  for (const [first, ...others] of byText.values()) {
    if (first === undefined || others.length === 0) continue;
    const name = freeName(first.name, responses);
    responses[name] = first.refusal;
    for (const { among, status } of [first, ...others]) {
      among[status] = { $ref: `#/components/responses/${name}` } as Refusal;
    }
  }
  return { ...document, components: { ...document.components, responses } as OpenAPIObject['components'] & object };
}

function refusalsOf(document: OpenAPIObject): readonly Use[] {
  return Object.values(document.paths)
    .flatMap((item) => Object.values(item) as { readonly responses?: Responses }[])
    .flatMap(({ responses: among = {} }) =>
      Object.entries(among)
        .filter(([status]) => Number(status) >= FIRST_REFUSAL)
        .map(([status, refusal]) => ({ name: nameOf(status, refusal), refusal, among, status })),
    );
}

/** The File Magic API names no codes. */
function nameOf(status: string, { content }: Refusal): string {
  const schema = content?.['application/json']?.schema as
    { properties?: { error?: { properties?: { code?: { enum?: readonly string[] } } } } } | undefined;
  return [status, ...(schema?.properties?.error?.properties?.code?.enum ?? ['without-code'])].join('-');
}

/** Two with the same codes may differ in their headers. */
function freeName(name: string, taken: Readonly<Record<string, object>>): string {
  let free = name;
  for (let count = 2; free in taken; count++) free = `${name}.${count}`;
  return free;
}
