import type { McpServer, ReadResourceResult, Variables } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode, ResourceTemplate } from '@modelcontextprotocol/server';

import type { DomainErrorCode } from '#domain/shared/domain-error';
import type { ResourceAsked, ResourceKind, ResourceText } from '#presentation/mcp/tools/resource-texts';
import { RESOURCE_KINDS } from '#presentation/mcp/tools/resource-texts';

/** @throws ProtocolError as `resourceRefusal` makes it. */
export type ReadResource = (asked: ResourceAsked) => Promise<ResourceText>;

const DESCRIPTIONS: Readonly<Record<ResourceKind, readonly [description: string, mimeType: string]>> = {
  report: ['What an analysis has found, the most telling first, in 4,000 tokens at most.', 'text/markdown'],
  fact: ['One thing whole, by its reference, such as fn:0x401000.', 'text/markdown'],
  document: ['Where the whole document can be fetched: 1 to 100 MB of JSON, never embedded.', 'text/plain'],
};

/** Templates only: what there is depends on the key. */
export function registerResources(server: McpServer, read: ReadResource): void {
  for (const kind of RESOURCE_KINDS) {
    const [description, mimeType] = DESCRIPTIONS[kind];
    const template = new ResourceTemplate(`bin2nlp://analysis/{id}/${kind}${kind === 'fact' ? '/{+ref}' : ''}`, {
      list: undefined,
    });
    server.registerResource(
      kind,
      template,
      { description, mimeType, cacheHint: { cacheScope: 'private' } },
      async (uri, variables): Promise<ReadResourceResult> => {
        const found = await read({
          kind,
          analysisId: single(variables, 'id'),
          ...(kind === 'fact' && { ref: single(variables, 'ref') }),
        });
        return { contents: [{ uri: uri.href, ...found }] };
      },
    );
  }
}

/** What cannot be read, in the words of a tool's refusal: of a resource there is no other answer than a fault. */
export function resourceRefusal(code: DomainErrorCode, text: string): ProtocolError {
  const isOurs = code === 'INTERNAL_ERROR' || code === 'SERVICE_UNAVAILABLE' || code === 'OVERLOADED';
  return new ProtocolError(isOurs ? ProtocolErrorCode.InternalError : ProtocolErrorCode.InvalidParams, text, { code });
}

function single(variables: Variables, name: string): string {
  const value = variables[name];
  return decoded(typeof value === 'string' ? value : (value?.[0] ?? ''));
}

/** In a URI, what is no letter or digit may be written as `%` and its bytes; what is not well written is meant as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
