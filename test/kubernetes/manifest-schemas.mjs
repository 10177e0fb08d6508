// JSON schemas, by kind, of what docker/kubernetes may hold: closed, so that a misspelt field is a fault. Kubernetes itself would
// drop it in silence.
import { fileURLToPath } from 'node:url';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

process.stdout.write(
  JSON.stringify(
    createGenerator({
      path: `${ROOT}test/kubernetes/manifest-kinds.ts`,
      tsconfig: `${ROOT}tsconfig.json`,
      skipTypeCheck: true,
      additionalProperties: false,
      jsDoc: 'none',
    }).createSchema('ManifestKinds'),
  ),
);
