import type { Address } from '#domain/shared/address';
import { listLines, ourLine, piecesOf, sampleLine } from './card-lines';
import type { FactKind, FactText } from './fact';
import { evidencePlace, evidenceText } from './finding-facts';
import { functionName } from './function-facts';
import type { ProgramModel } from './program-model';
import type { SampleText } from './sample-text';
import { SHOWN_CHARACTERS, WHOLE_TEXT } from './sample-text';

type Lines = (index: number, model: ProgramModel, sample: SampleText) => Generator<FactText>;

/** What there is to say of one thing beside its line in a report. Kinds that are missing here have said all in it. */
export const ITEM_CARDS: Partial<Readonly<Record<FactKind, Lines>>> = {
  import_use: importCard,
  string: stringCard,
  finding: findingCard,
  capability: capabilityCard,
  section: sectionCard,
};

function* importCard(index: number, model: ProgramModel, sample: SampleText): Generator<FactText> {
  const each = model.document.imports[index];
  if (each === undefined) return;
  const place = each.address === undefined ? '' : `stub or slot at ${each.address}`;
  const words = [place, each.weak === true ? 'weak' : '', each.table === undefined ? '' : `table ${each.table}`];
  const said = words.filter((word) => word !== '').join(', ');
  if (said !== '') yield ourLine(said);
  yield* userLines(each.used_by, each.used_by_total, model, sample);
  yield* sitesOf(each.address, each.used_by, model, sample);
}

/** Where its users call it. */
function* sitesOf(
  address: Address | undefined,
  users: readonly Address[] = [],
  model: ProgramModel,
  sample: SampleText,
): Generator<FactText> {
  if (address === undefined) return;
  const sites = users.flatMap((user) => {
    const call = model.function(user)?.calls_to?.find((each) => each.address === address);
    return (call?.at ?? []).map((site) => `${site} in ${functionName(user, model, sample)}`);
  });
  yield* listLines('called at', sites);
}

function* stringCard(index: number, model: ProgramModel, sample: SampleText): Generator<FactText> {
  const each = model.document.strings[index];
  if (each === undefined) return;
  const section = each.section === undefined ? '' : ` of ${sample.name(each.section)}`;
  yield sampleLine(`${each.length} characters, ${each.encoding}, ${each.type}, file offset ${each.offset}${section}`);
  const isWhole = each.content.length <= SHOWN_CHARACTERS || sample.isWithheld(each.content);
  if (!isWhole)
    for (const piece of piecesOf(each.content)) yield sampleLine(`text: ${sample.quoted(piece, WHOLE_TEXT)}`);
  yield* userLines(each.used_by, each.used_by_total, model, sample);
}

function* findingCard(index: number, model: ProgramModel, sample: SampleText): Generator<FactText> {
  const security = model.document.security_findings;
  const each = security?.findings[index];
  if (each === undefined) return;
  yield each.id.startsWith('custom:') ? sampleLine(sample.quoted(each.description)) : ourLine(each.description);
  yield ourLine(`category ${each.category}, reach ${each.reach}, confidence ${each.confidence}`);
  const points = security?.contributions.find(({ finding }) => finding === each.id);
  if (points !== undefined) yield ourLine(`adds ${points.points} to the risk (${points.bucket})`);
  for (const evidence of each.evidence) {
    const branch = evidence.branch === undefined ? '' : ` for ${evidence.branch}`;
    const way = evidence.path ?? (evidence.function === undefined ? [] : [evidence.function]);
    const path = way.length === 0 ? '' : `; way: ${way.map((name) => sample.name(name)).join(' > ')}`;
    yield sampleLine(`evidence: ${evidencePlace(evidence, sample)}${branch}${path}`);
  }
}

function* capabilityCard(index: number, model: ProgramModel, sample: SampleText): Generator<FactText> {
  const each = model.document.summary.capabilities?.[index];
  const findings = model.document.security_findings?.findings ?? [];
  for (const finding of findings.filter(({ id }) => each?.findings.includes(id))) {
    const shown = finding.evidence.map((evidence) => evidenceText(evidence, sample));
    yield* listLines(`shown by find:${finding.id}`, shown);
  }
}

function* sectionCard(index: number, model: ProgramModel): Generator<FactText> {
  const each = model.document.sections[index];
  if (each === undefined) return;
  const md5 = each.md5 === undefined ? '' : `, md5 ${each.md5}`;
  yield ourLine(`file offset ${each.offset}, ${each.virtual_size} bytes in memory${md5}`);
}

function* userLines(
  users: readonly Address[] = [],
  total: number | undefined,
  model: ProgramModel,
  sample: SampleText,
): Generator<FactText> {
  if (total === undefined) yield ourLine('who uses it is not known');
  else if (users.length === 0) yield ourLine(total === 0 ? 'no code is known to use it' : `used by ${total} functions`);
  else
    yield* listLines(
      'used by',
      users.map((user) => functionName(user, model, sample)),
      total,
    );
}
