import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiOperation } from '@nestjs/swagger';

import type { AnalysisDepth } from '#domain/document/analysis-depth';
import { ANALYSIS_DEPTHS } from '#domain/document/analysis-depth';
import type { FocusArea } from '#domain/document/focus-area';
import { FOCUS_AREAS } from '#domain/document/focus-area';
import type { ExecutableFormat } from '#domain/shared/executable-header';
import { ARCHITECTURES, EXECUTABLE_FORMATS, EXECUTABLE_KINDS } from '#domain/shared/executable-header';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';

const DESCRIPTIONS = {
  pe: 'Portable Executable of Windows and UEFI: programs, libraries, drivers.',
  elf: 'Executable and Linkable Format of Linux, Android and Unix: programs, libraries, object and core files.',
  macho: 'Mach-O of macOS and iOS, fat files included: programs, libraries, object files.',
} as const satisfies Record<ExecutableFormat, string>;

const DEPTH_DESCRIPTIONS = {
  quick: 'Structure only: headers, sections, imports, exports, strings, hardening.',
  standard: 'Structure and code: functions, calls, complexity, findings.',
  comprehensive: 'All that radare2 finds, with pseudo code and fingerprints of functions.',
} as const satisfies Record<AnalysisDepth, string>;

const FOCUS_DESCRIPTIONS = {
  security: 'Findings and risk; needs all of the others.',
  functions: 'Functions and what they call and use.',
  strings: 'Strings and what they are.',
  imports: 'What is taken from libraries.',
  exports: 'What is given to others.',
} as const satisfies Record<FocusArea, string>;

interface Named {
  readonly name: string;
  readonly description: string;
}

function described<Name extends string>(
  names: readonly Name[],
  texts: Readonly<Record<Name, string>>,
): readonly Named[] {
  return names.map((name) => ({ name, description: texts[name] }));
}

export const FORMATS = described(EXECUTABLE_FORMATS, DESCRIPTIONS);
export const DEPTHS = described(ANALYSIS_DEPTHS, DEPTH_DESCRIPTIONS);
export const FOCUS = described(FOCUS_AREAS, FOCUS_DESCRIPTIONS);

const WHOLE: SchemaObject = { type: 'integer', minimum: 0 };
const RANGE = strict({ minimum: WHOLE, maximum: WHOLE, default: WHOLE });

const FORMATS_DATA = strict({
  formats: list(EXECUTABLE_FORMATS),
  kinds: { type: 'array', items: { type: 'string', enum: [...EXECUTABLE_KINDS] } },
  architectures: {
    type: 'array',
    items: { type: 'string', enum: ARCHITECTURES.filter((name) => name !== 'unknown') },
  },
  analysis_depths: list(ANALYSIS_DEPTHS),
  focus_areas: list(FOCUS_AREAS),
  finding_rules: {
    type: 'array',
    items: { type: 'string' },
    description: 'Ids that findings can have, besides those of patterns that are sent with a file.',
  },
  limits: strict({
    max_file_size_bytes: WHOLE,
    max_synchronous_bytes: { ...WHOLE, description: 'Up to here a submission waits for its result.' },
    timeout_seconds: RANGE,
    wait_seconds: RANGE,
    priority: RANGE,
    custom_patterns: strict({ max_patterns: WHOLE, max_pattern_length: WHOLE }),
  }),
});

export function ApiFormats(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'What can be analysed, how, and within which limits' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'Formats, architectures, depths, focus areas, rules of findings and limits.', FORMATS_DATA),
    ApiRefusals(),
  );
}

function strict(properties: Record<string, SchemaObject>): SchemaObject {
  return { type: 'object', required: Object.keys(properties), properties };
}

function list(names: readonly string[]): SchemaObject {
  return {
    type: 'array',
    items: strict({ name: { type: 'string', enum: [...names] }, description: { type: 'string' } }),
  };
}
