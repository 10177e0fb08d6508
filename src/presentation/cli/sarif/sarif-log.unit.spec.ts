import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';

import type { Finding } from '#domain/document/security-findings';
import type { Violation } from '#domain/policy/violation';
import { address } from '#domain/shared/address';
import { aDocument } from '#test/builders/document';
import { entryOfFinding, entryOfViolation } from './sarif-entries';
import { sarifLog } from './sarif-log';

/** OASIS's own, as a package of Microsoft's holds it. */
const SCHEMA = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

function faultsIn(log: Log): unknown {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  // It names draft 4 and uses nothing that later ones have changed but the name of its id.
  const { $schema, id, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>;
  expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('sarif')]);
  const validate = ajv.compile(schema);
  return validate(log) ? [] : validate.errors;
}

const at = address(0x401010);
const finding: Finding = {
  id: 'network-client',
  title: 'Opens network connections',
  severity: 'medium',
  category: 'network',
  description: 'It connects to others.',
  evidence: [
    { kind: 'api', value: 'connect', address: at, address_of: 'call_site', function: 'main', path: ['main'] },
    { kind: 'string', value: '[click](http://e.example)', address: address(0x40_0000_0000_0000_00n) },
  ],
  attack: ['T1095', 'T1071.001'],
  confidence: 0.9,
  reach: 'function',
};
const head = {
  ...aDocument(),
  segments: [
    {
      name: 'LOAD',
      address: address(0x401000),
      offset: address(0x1000),
      size: 4096,
      virtual_size: 4096,
      permissions: 'r-x',
    },
  ],
};

function logOf(
  entries: Parameters<typeof sarifLog>[0]['files'][number]['entries'],
  path = 'out dir/app',
  failures: readonly string[] = [],
): Log {
  return sarifLog({ version: '0.1.0', base: '/checkout', files: [{ path, head, entries }], failures });
}

describe('SARIF', () => {
  const log = logOf([entryOfFinding(finding)]);
  const [run] = log.runs;
  const [result] = run?.results ?? [];

  it('is what the schema says, with findings, with violations, with failures, and with nothing', () => {
    const violation: Violation = {
      rule: 'hardening.pie',
      message: 'pie must be true, and is false',
      severity: 'medium',
    };
    const waived = { ...violation, waived: { reason: 'legacy', expires: '2027-01-01', rule: 'hardening.pie' } };
    expect(faultsIn(log)).toEqual([]);
    expect(
      faultsIn(logOf([violation, waived, { ...violation, rule: 'finding.x', finding }].map(entryOfViolation))),
    ).toEqual([]);
    expect(faultsIn(logOf([], 'app', ['app: it failed']))).toEqual([]);
    expect(faultsIn({ version: '2.1.0', runs: [{}] } as never)).not.toEqual([]);
  });

  it('has what GitHub asks for: a relative address, a line, a rule with help, tags and severity', () => {
    expect(result?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'out%20dir/app', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, byteOffset: 0x1010 },
      address: { absoluteAddress: 0x401010 },
    });
    expect(run?.tool.driver.rules?.[result?.ruleIndex ?? -1]).toMatchObject({
      id: 'network-client',
      help: { text: expect.stringContaining('T1071.001: https://attack.mitre.org/techniques/T1071/001/') as string },
      properties: { tags: ['security', 'binary', 'attack.t1095', 'attack.t1071.001'], 'security-severity': '5.5' },
    });
    expect(logOf([], '/elsewhere/app').runs[0]?.artifacts?.[0]?.location).toEqual({ uri: 'file:///elsewhere/app' });
  });

  it('a name that begins with two dots is within the checkout', () => {
    const locationOf = (path: string): unknown => logOf([], path).runs[0]?.artifacts?.[0]?.location?.uri;
    expect(['..app/x', '../app', '..'].map(locationOf)).toEqual(['..app/x', 'file:///app', 'file:///']);
  });

  it('an address that no number is exact for is left out, not rounded', () => {
    expect(result?.relatedLocations?.[0]?.physicalLocation).not.toHaveProperty('address');
  });

  it('knows a result again in the next build, where addresses have moved', () => {
    const moved = { ...finding, evidence: finding.evidence.map((each) => ({ ...each, address: address(0x401020) })) };
    const printOf = (other: Finding): unknown =>
      logOf([entryOfFinding(other)]).runs[0]?.results?.[0]?.partialFingerprints;
    expect(printOf(moved)).toEqual(result?.partialFingerprints);
    expect(printOf({ ...finding, id: 'other' })).not.toEqual(result?.partialFingerprints);
  });

  it('makes no link of text of the sample', () => {
    expect(result?.message.text).toContain('\\\\[click\\\\](http://e.example)'.replaceAll('\\\\', '\\'));
  });

  it('a run that failed says so; what is waived is suppressed, with its reason', () => {
    expect(logOf([], 'app', ['app: gone']).runs[0]?.invocations?.[0]).toMatchObject({ executionSuccessful: false });
    const waived = { reason: 'legacy', expires: '2027-01-01' };
    const suppressed = logOf([entryOfViolation({ rule: 'risk.score', message: 'm', severity: 'high', waived })]);
    expect(suppressed.runs[0]?.results?.[0]).toMatchObject({
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'legacy (until 2027-01-01)' }],
    });
  });
});
