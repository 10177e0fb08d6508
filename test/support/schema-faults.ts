import Ajv from 'ajv';
import addFormats from 'ajv-formats';

import schemas from '#presentation/http/contract/document-schemas.json';

const MOST_FAULTS = 5;

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
ajv.addSchema({ $id: 'document', components: { schemas } });

/** Where a value is not what the published schema of that name says; at most five places. */
export function schemaFaults(name: keyof typeof schemas, value: unknown): readonly string[] {
  const validate = ajv.getSchema(`document#/components/schemas/${name}`);
  if (validate === undefined) throw new Error(`There is no schema ${name}`);
  if (validate(value) === true) return [];
  return (validate.errors ?? [])
    .slice(0, MOST_FAULTS)
    .map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`);
}
