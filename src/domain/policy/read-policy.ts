import type { HardeningField } from '#domain/document/hardening';
import { HARDENING_FIELDS, HARDENING_VALUES } from '#domain/document/hardening';
import { SEVERITIES, VERDICTS } from '#domain/document/security-findings';
import { EXECUTABLE_FORMATS } from '#domain/shared/executable-header';
import type { Sha256 } from '#domain/shared/sha256';
import { sha256 } from '#domain/shared/sha256';
import type { Policy, RequiredHardening } from './policy';
import { PolicyError } from './policy-error';
import { StrictTable } from './strict-table';
import type { Waiver } from './waiver';

const PARTS = ['hardening', 'risk', 'findings', 'imports', 'packers', 'signature', 'waivers'] as const;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What a parsed policy means. Nothing is ignored: a key that is not known is a fault. @throws PolicyError with every fault */
export function readPolicy(parsed: unknown): Policy {
  const faults: string[] = [];
  const whole = new StrictTable(parsed, '', PARTS, faults);
  const part = (name: (typeof PARTS)[number], ...known: readonly string[]): StrictTable =>
    new StrictTable(whole.raw(name), name, known, faults);
  const risk = part('risk', 'max_score', 'max_verdict', 'forbidden_severities');
  const signature = part('signature', 'required', 'signers');
  const maxScore = risk.number('max_score', 0, 10);
  const maxVerdict = risk.choice('max_verdict', VERDICTS);
  const hardening = part('hardening', ...HARDENING_FIELDS, ...EXECUTABLE_FORMATS);
  const policy: Policy = {
    hardening: requiredIn(hardening),
    hardeningOf: Object.fromEntries(
      EXECUTABLE_FORMATS.filter((format) => hardening.has(format)).map((format) => [
        format,
        requiredIn(new StrictTable(hardening.raw(format), `hardening.${format}`, HARDENING_FIELDS, faults)),
      ]),
    ),
    ...(maxScore !== undefined && { maxScore }),
    ...(maxVerdict !== undefined && { maxVerdict }),
    forbiddenSeverities: risk.choices('forbidden_severities', SEVERITIES),
    forbiddenFindings: part('findings', 'forbidden').texts('forbidden'),
    forbiddenImports: part('imports', 'forbidden').texts('forbidden'),
    forbiddenPackers: part('packers', 'forbidden').texts('forbidden'),
    signatureRequired: signature.flag('required') ?? false,
    signers: signature.texts('signers'),
    waivers: waiversIn(whole, faults),
  };
  if (faults.length === 0 && asksNothing(policy)) faults.push('The policy asks for nothing: every file would pass.');
  if (faults.length > 0) throw new PolicyError(faults);
  return policy;
}

function requiredIn(table: StrictTable): RequiredHardening {
  const read = (field: HardeningField): boolean | string | undefined => {
    const values: readonly unknown[] = HARDENING_VALUES[field];
    return values.includes(true) ? table.flag(field) : table.choice(field, HARDENING_VALUES.relro);
  };
  return Object.fromEntries(
    HARDENING_FIELDS.map((field) => [field, read(field)]).filter(([, value]) => value !== undefined),
  ) as RequiredHardening;
}

function waiversIn(whole: StrictTable, faults: string[]): readonly Waiver[] {
  const list = whole.raw('waivers') ?? [];
  if (!Array.isArray(list)) {
    whole.fault('waivers', 'must be a list: write [[waivers]] above each');
    return [];
  }
  return list.flatMap((entry: unknown, index) => {
    const table = new StrictTable(entry, `waivers.${index + 1}`, ['rule', 'sha256', 'reason', 'expires'], faults);
    return waiverIn(table) ?? [];
  });
}

function waiverIn(table: StrictTable): Waiver | undefined {
  const [rule, reason, expires, digest] = [table.text('rule'), table.text('reason'), dateIn(table), digestIn(table)];
  if (!table.has('rule') && !table.has('sha256')) table.fault('', 'names neither a rule nor the sha256 of a file');
  if (rule === '*' && digest === undefined)
    table.fault('rule', 'would waive everything of every file: name a rule, or a file besides');
  if (!table.has('reason')) table.fault('', 'has no reason');
  if (reason === undefined || expires === undefined) return undefined;
  return { reason, expires, ...(rule !== undefined && { rule }), ...(digest !== undefined && { sha256: digest }) };
}

/** A date of TOML, or the same as text. */
function dateIn(table: StrictTable): string | undefined {
  const value = table.raw('expires');
  const text = value instanceof Date && !Number.isNaN(value.valueOf()) ? value.toISOString().slice(0, 10) : value;
  if (typeof text === 'string' && DATE.test(text) && !Number.isNaN(Date.parse(text))) return text;
  table.fault('expires', 'must be a day, such as 2027-03-31');
  return undefined;
}

function digestIn(table: StrictTable): Sha256 | undefined {
  const text = table.text('sha256');
  if (text === undefined) return undefined;
  if (/^[0-9a-f]{64}$/i.test(text)) return sha256(text.toLowerCase());
  table.fault('sha256', 'must be 64 hexadecimal digits');
  return undefined;
}

function asksNothing(policy: Policy): boolean {
  const { hardening, hardeningOf, maxScore, maxVerdict, signatureRequired } = policy;
  const lists = [
    policy.forbiddenSeverities,
    policy.forbiddenFindings,
    policy.forbiddenImports,
    policy.forbiddenPackers,
    policy.signers,
    Object.keys(hardening),
    Object.values(hardeningOf).flatMap((required) => Object.keys(required)),
  ];
  return (
    !signatureRequired &&
    maxScore === undefined &&
    maxVerdict === undefined &&
    lists.every(({ length }) => length === 0)
  );
}
