import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

import type { RelationsWanted } from '#application/analysis/read-relations';
import type { FunctionInfo } from '#domain/document/functions';
import { FUNCTION_FIELDS } from '#domain/document/functions';
import type { ImportCategory } from '#domain/document/import-category';
import { IMPORT_CATEGORIES } from '#domain/document/import-category';
import { LONGEST_FILTER } from '#domain/patterns/text-filter';
import type { CallDirection } from '#domain/results/call-graph';
import { CALL_DIRECTIONS, CALL_GRAPH_LIMITS } from '#domain/results/call-graph';
import { DomainError } from '#domain/shared/domain-error';
import type { JsonText } from '#domain/shared/json-text';
import { fromJsonText } from '#domain/shared/json-text';
import { PageRequest } from '#presentation/http/answer/paging';
import { WholeNumber } from '#presentation/http/body/whole-number';
import type { PartialChoice } from './partial.request';
import { PARTIAL_CHOICES, PartialRequest } from './partial.request';
import { referenceOf } from './reading-answers';
import { SectionRequest } from './section.request';

/** Characters of a reference: no name in a URL is longer. */
export const LONGEST_REFERENCE = 4096;
export const GRAPH_FORMATS = ['json', 'dot'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

function IsReference(): PropertyDecorator {
  return (target, property) => {
    for (const decorate of [IsOptional(), IsString(), MinLength(1), MaxLength(LONGEST_REFERENCE)])
      decorate(target, property);
  };
}

/** The query of the functions. */
export class FunctionsRequest extends SectionRequest {
  @IsReference()
  readonly import?: string;

  @IsOptional()
  @IsIn(IMPORT_CATEGORIES)
  readonly category?: ImportCategory;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_FILTER)
  readonly string?: string;

  @IsReference()
  readonly calls?: string;

  @IsReference()
  readonly called_by?: string;

  @IsReference()
  readonly reachable_from?: string;

  @IsOptional()
  @IsString()
  readonly fields?: string;
}

/** The query of the strings. */
export class StringsRequest extends SectionRequest {
  @IsReference()
  readonly used_by?: string;
}

/** The query of the imports. */
export class ImportsRequest extends StringsRequest {
  @IsOptional()
  @IsIn(IMPORT_CATEGORIES)
  readonly category?: ImportCategory;
}

/** The query of who refers to something. */
export class CrossReferencesRequest extends PageRequest {
  @IsOptional()
  @IsIn(PARTIAL_CHOICES)
  readonly partial?: PartialChoice;
}

/** The query of the calls around a function. */
export class CallGraphQuery extends PartialRequest {
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_REFERENCE)
  readonly from: string = '';

  @IsIn(CALL_DIRECTIONS)
  readonly direction: CallDirection = 'callees';

  @WholeNumber(1, CALL_GRAPH_LIMITS.depth.most)
  readonly depth: number = CALL_GRAPH_LIMITS.depth.usual;

  @WholeNumber(1, CALL_GRAPH_LIMITS.nodes.most)
  readonly max_nodes: number = CALL_GRAPH_LIMITS.nodes.usual;

  @IsOptional()
  @IsIn(GRAPH_FORMATS)
  readonly format?: GraphFormat;
}

/** `undefined` where none are asked for. @throws DomainError `INVALID_OPTION`. */
export function relationsOf(request: SectionRequest): RelationsWanted | undefined {
  const { import: name, category, string: text, calls, called_by, reachable_from } = partOf(request, FunctionsRequest);
  const { used_by } = partOf(request, StringsRequest);
  const relations: RelationsWanted = {
    ...(name !== undefined && !isReference(name) && { import: name }),
    ...(category !== undefined && { category }),
    ...(text !== undefined && { string: text }),
    references: {
      ...(name !== undefined && isReference(name) && { importAt: referenceOf('import', name) }),
      ...(calls !== undefined && { calls: referenceOf('calls', calls) }),
      ...(called_by !== undefined && { calledBy: referenceOf('called_by', called_by) }),
      ...(reachable_from !== undefined && { reachableFrom: referenceOf('reachable_from', reachable_from) }),
      ...(used_by !== undefined && { usedBy: referenceOf('used_by', used_by) }),
    },
  };
  const { references, ...conditions } = relations;
  return Object.keys(conditions).length + Object.keys(references).length === 0 ? undefined : relations;
}

/** An address, or a name with its kind: a mere name may be that of imports of several libraries. */
function isReference(text: string): boolean {
  return /^(?:0x[0-9a-f]+$|(?:fn|imp|str):)/i.test(text);
}

/** Of imports, `category` is another word for `type`. @throws DomainError `INVALID_OPTION` where they contradict. */
export function typeOf(request: SectionRequest): Pick<SectionRequest, 'type'> {
  const { category, type } = partOf(request, ImportsRequest);
  if (category === undefined) return {};
  if (type !== undefined && type !== category) throw wrong('category', 'must be what type says, or be left out');
  return { type: category };
}

/** `undefined`: all. @throws DomainError `INVALID_OPTION`. */
export function shownFields(request: SectionRequest): ReadonlySet<string> | undefined {
  const { fields } = partOf(request, FunctionsRequest);
  if (fields === undefined) return undefined;
  const names = fields.split(',').map((each) => each.trim());
  const unknown = names.some((each) => !(FUNCTION_FIELDS as readonly string[]).includes(each));
  if (unknown) throw wrong('fields', `must be some of ${FUNCTION_FIELDS.join(', ')}, with commas between them`);
  return new Set(names);
}

/** In the order in which items have them. */
export function onlyFields(items: JsonText<unknown>, fields: ReadonlySet<string>): readonly Partial<FunctionInfo>[] {
  const all = fromJsonText(items as JsonText<readonly FunctionInfo[]>);
  return all.map((each) => Object.fromEntries(Object.entries(each).filter(([name]) => fields.has(name))));
}

function partOf<Request extends SectionRequest>(request: SectionRequest, shape: new () => Request): Partial<Request> {
  return request instanceof shape ? request : {};
}

function wrong(field: string, message: string): DomainError {
  return new DomainError('INVALID_OPTION', `An option is wrong: ${field}.`, {
    details: [{ field, message }],
    remediation: 'See /api/v1/docs for the options and their ranges.',
  });
}
