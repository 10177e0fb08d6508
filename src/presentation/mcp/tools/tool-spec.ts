import type { ToolAnnotations } from '@modelcontextprotocol/server';
import { z } from 'zod';

import type { McpToolName } from '#config/settings/mcp';
import type { LimitedKind } from '#domain/access/rate-limits';
import type { FieldFault } from '#domain/shared/domain-error';
import { DomainError } from '#domain/shared/domain-error';
import { tameText } from '#domain/shared/hostile-text';

/** Faults, and characters of what each says, that are worth telling. */
const SHOWN = { faults: 8, characters: 200 } as const;

/** What a client is told of a tool. Nothing of it depends on a sample. */
export interface ToolSpec<Name extends McpToolName = McpToolName, Input extends z.ZodObject = z.ZodObject> {
  readonly name: Name;
  readonly description: string;
  readonly input: Input;
  readonly annotations: ToolAnnotations;
  /** What a call counts as. */
  readonly kind: LimitedKind;
}

/** What a tool is called with, once that has been looked at. */
export type ToolInput<Spec extends ToolSpec> = z.output<Spec['input']>;

/** @throws DomainError `INVALID_OPTION` naming every fault. */
export function checkedInput<Input extends z.ZodObject>(input: Input, given: unknown): z.output<Input> {
  const parsed = input.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.slice(0, SHOWN.faults).map(faultOf);
  throw new DomainError('INVALID_OPTION', `Wrong arguments: ${details.map(({ field }) => field).join(', ')}.`, {
    details,
    remediation: `The arguments are ${Object.keys(input.shape).join(', ')}; see the schema of the tool.`,
  });
}

/** What a client reads of it, without what says nothing: every word of a list of tools costs each conversation. */
export function inputSchema(input: z.ZodObject): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(z.toJSONSchema(input, { io: 'input' })).filter(([key]) => key !== '$schema'),
  );
}

function faultOf({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): FieldFault {
  const field = path.length === 0 ? 'arguments' : path.map(String).join('.');
  return { field: tameText(field, SHOWN.characters), message: tameText(message, SHOWN.characters) };
}
