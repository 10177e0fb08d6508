import { applyDecorators } from '@nestjs/common';
import type { SchemaObject } from '@nestjs/swagger';
import { ApiOperation } from '@nestjs/swagger';

import { ENVIRONMENTS } from '#config/settings/process';
import { ApiEnvelope, ApiIdentityHeaders, ApiRefusals } from '#presentation/http/contract/envelopes';

const known = (description: string, example: string): SchemaObject => ({ type: 'string', description, example });
const perhaps = (description: string, example: string): SchemaObject => ({
  ...known(`${description} Null where the build does not say.`, example),
  nullable: true,
});

const PROPERTIES: Record<string, SchemaObject> = {
  version: known('Of bin2nlp.', '0.1.0'),
  git_commit: perhaps('The commit that was built.', '4f0c2c1d9f1c4f6a9d6a2f6f9f0e9b0d5c3a7e11'),
  git_branch: perhaps('Its branch.', 'main'),
  build_timestamp: perhaps('When it was built.', '2026-01-31T12:00:00Z'),
  build_number: perhaps('Which build of the build server.', '1234'),
  docker_image: perhaps('The image that runs.', 'bin2nlp:0.1.0'),
  node_version: known('Of Node.js.', '24.1.0'),
  radare2_version: {
    ...known('Of the radare2 that the live workers run, several separated by commas. Null without a worker.', '6.1.8'),
    nullable: true,
  },
  radare2_package: {
    ...known(
      'The package that it comes from, the signed lists that vouch for it and the key that signed them. Null where that was not noted.',
      'radare2 6.1.8+ds-1, Debian unstable of Sat, 31 Jan 2026 08:12:51 UTC, signed by B8B80B5B623EAB6AD8775C45B7C5D7D6350947F8',
    ),
    nullable: true,
  },
  libmagic_version: { ...known('Of libmagic. Null where it is not available.', '5.44'), nullable: true },
  rules_version: known('Of the rules that findings come from; another version gives other results.', '1-0c9e3b51'),
  start_timestamp: { type: 'string', format: 'date-time', description: 'When this process started.' },
  environment: { type: 'string', enum: [...ENVIRONMENTS] },
};

export function ApiVersion(): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary: 'Versions of the service and of what it works with' }),
    ApiIdentityHeaders(),
    ApiEnvelope(200, 'What runs here.', {
      type: 'object',
      required: Object.keys(PROPERTIES),
      properties: PROPERTIES,
    }),
    ApiRefusals(),
  );
}
