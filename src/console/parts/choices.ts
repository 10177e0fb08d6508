import type {
  ExportType,
  FunctionType,
  ImportCategory,
  SearchFactsData,
  StringType,
  VerdictWord,
} from '#client/generated/types.gen';
import type { Job } from '../service/shapes';

/** Closed choices of the API: the compiler sees that none is missing and none too many. */
function choices<Choice extends string>(all: Readonly<Record<Choice, true>>): readonly Choice[] {
  return Object.keys(all) as Choice[];
}

export const IMPORT_CATEGORIES = choices<ImportCategory>({
  network: true,
  file: true,
  process: true,
  registry: true,
  crypto: true,
  memory: true,
  ui: true,
  system: true,
  string: true,
  other: true,
});

export const FUNCTION_TYPES = choices<FunctionType>({
  function: true,
  import: true,
  entry: true,
  thunk: true,
  library: true,
});

export const EXPORT_TYPES = choices<ExportType>({ function: true, object: true, other: true });

export const STRING_TYPES = choices<StringType>({
  url: true,
  user_agent: true,
  email: true,
  guid: true,
  registry_path: true,
  ip_address: true,
  file_path: true,
  domain: true,
  crypto: true,
  command: true,
  error_message: true,
  format: true,
  long_text: true,
  readable_text: true,
  binary_data: true,
});

export type FactKind = NonNullable<SearchFactsData['query']['kinds']>[number];

export const FACT_KINDS = choices<FactKind>({
  function: true,
  string: true,
  import_use: true,
  export: true,
  section: true,
  resource: true,
  finding: true,
  capability: true,
  identity: true,
  self_description: true,
});

export const JOB_STATUSES = choices<Job['status']>({
  pending: true,
  processing: true,
  completed: true,
  failed: true,
  cancelled: true,
});

export const VERDICTS = choices<VerdictWord>({ dangerous: true, suspicious: true, noteworthy: true, ordinary: true });
