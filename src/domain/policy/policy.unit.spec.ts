import { parse } from 'smol-toml';

import type { Finding } from '#domain/document/security-findings';
import { aDocument, anImport } from '#test/builders/document';
import { incompleteness } from './incomplete';
import type { PolicySubject } from './judge';
import { judge } from './judge';
import { PolicyError } from './policy-error';
import { readPolicy } from './read-policy';
import { unknownRules } from './unknown-rules';

const TODAY = '2026-11-30';
const ASKS = readPolicy(parse('[hardening]\nnx = true\n[imports]\nforbidden = ["gets"]'));

function faultsOf(toml: string): readonly string[] {
  try {
    readPolicy(parse(toml));
    return [];
  } catch (error) {
    if (error instanceof PolicyError) return error.faults;
    throw error;
  }
}

function subject(
  change: (document: ReturnType<typeof aDocument>) => Partial<ReturnType<typeof aDocument>> = () => ({}),
): PolicySubject {
  const document = aDocument();
  const head = { ...document, ...change(document) };
  return { head, imports: head.imports };
}

function rulesViolated(toml: string, about = subject()): readonly string[] {
  return judge(readPolicy(parse(toml)), about, TODAY).map(({ rule, waived, expired }) =>
    [rule, ...(waived ? ['waived'] : []), ...(expired ? ['expired'] : [])].join(' '),
  );
}

const finding: Finding = {
  id: 'remote-shell',
  title: 'Gives a shell to others',
  severity: 'high',
  category: 'network',
  description: 'It does.',
  evidence: [],
  attack: ['T1059'],
  confidence: 0.9,
  reach: 'function',
};

const withFinding = subject((document) => ({
  security_findings: {
    risk_score: 5,
    verdict: { word: 'suspicious', reasons: [] },
    findings: [finding],
    near_misses: [],
    network_indicators: [],
    file_operations: [],
    registry_operations: [],
    process_operations: [],
    crypto_indicators: [],
    anti_analysis: [],
    suspicious_patterns: [],
    packers: [],
    custom_pattern_matches: [],
    contributions: [],
  },
  summary: { ...document.summary, risk_score: 5, verdict: { word: 'suspicious', reasons: [] } },
}));

describe('a policy is read strictly', () => {
  it.each([
    ['[hardning]\npie = true', ['hardning is not known; did you mean hardening?']],
    ['[hardening]\ncanery = true', ['hardening.canery is not known; did you mean canary?']],
    ['[hardening]\npei = true', ['hardening.pei is not known; did you mean pie?']],
    ['[hardening]\npie = "yes"', ['hardening.pie must be true or false.']],
    ['[hardening]\nrelro = "ful"', ['hardening.relro must be one of none, partial, full.']],
    ['[risk]\nmax_score = 11', ['risk.max_score must be a number from 0 to 10.']],
    [
      '[risk]\nforbidden_severities = ["hihg"]',
      ['risk.forbidden_severities must be a list of info, low, medium, high, critical.'],
    ],
    ['[imports]\nforbidden = "gets"', ['imports.forbidden must be a list of texts.']],
    ['', ['The policy asks for nothing: every file would pass.']],
    ['[hardening]\npie = true\n[[waivers]]\nrule = "x"\nexpires = 2026-12-31', ['waivers.1 has no reason.']],
    [
      '[hardening]\npie = true\n[[waivers]]\nrule = "x"\nreason = "r"',
      ['waivers.1.expires must be a day, such as 2027-03-31.'],
    ],
    [
      '[hardening]\npie = true\n[[waivers]]\nreason = "r"\nexpires = 2026-12-31',
      ['waivers.1 names neither a rule nor the sha256 of a file.'],
    ],
    [
      '[hardening]\npie = true\n[[waivers]]\nsha256 = "12"\nreason = "r"\nexpires = 2026-12-31',
      ['waivers.1.sha256 must be 64 hexadecimal digits.'],
    ],
    ['waivers = 1\n[hardening]\npie = true', ['waivers must be a list: write [[waivers]] above each.']],
  ])('%j: %j', (toml, faults) => {
    expect(faultsOf(toml)).toEqual(faults);
  });

  it('tells everything that is wrong at once', () => {
    expect(faultsOf('[hardening]\nnx = 1\n[risk]\nmax_verdict = "fine"\n[imports]\nforbiden = []')).toHaveLength(3);
  });
});

describe('a file is held against a policy', () => {
  it('by its protections: a flag as it must be, RELRO at least as far', () => {
    expect(rulesViolated('[hardening]\nnx = true\npie = true\nrelro = "partial"')).toEqual([]);
    expect(rulesViolated('[hardening]\ncanary = true\nrelro = "full"')).toEqual([
      'hardening.canary',
      'hardening.relro',
    ]);
  });

  it('a protection that nobody knows of does not hold', () => {
    expect(rulesViolated('[hardening]\ncfg = true')).toEqual(['hardening.cfg']);
    expect(rulesViolated('[hardening]\ncfg = false')).toEqual(['hardening.cfg']);
  });

  it('what is asked of one format is asked of it alone, and goes before what is asked of all', () => {
    expect(rulesViolated('[hardening.pe]\ncfg = true')).toEqual([]);
    expect(rulesViolated('[hardening]\ncanary = true\n[hardening.elf]\ncanary = false')).toEqual([]);
  });

  it('by its risk: the limit itself is allowed', () => {
    expect(rulesViolated('[risk]\nmax_score = 5\nmax_verdict = "suspicious"', withFinding)).toEqual([]);
    const stricter = '[risk]\nmax_score = 4.9\nmax_verdict = "noteworthy"\nforbidden_severities = ["high"]';
    expect(rulesViolated(stricter, withFinding)).toEqual(['risk.score', 'risk.verdict', 'finding.remote-shell']);
  });

  it('where nobody looked for findings, a policy about them does not hold', () => {
    expect(rulesViolated('[risk]\nforbidden_severities = ["critical"]')).toEqual(['finding.unknown']);
  });

  it('by imports, with or without their library, in any case', () => {
    const about = { ...subject(), imports: [anImport('gets'), anImport('WinExec', { library: 'KERNEL32.dll' })] };
    expect(rulesViolated('[imports]\nforbidden = ["GETS", "kernel32.dll:win*"]', about)).toEqual([
      'import.gets',
      'import.WinExec',
    ]);
    expect(rulesViolated('[imports]\nforbidden = ["get"]', about)).toEqual([]);
  });

  it('by packers and by who has signed', () => {
    const packed = subject(({ metadata }) => ({
      metadata: {
        ...metadata,
        file: {
          ...metadata.file,
          packers: [{ name: 'upx', evidence: [], confidence: 1 }],
          signature: { scheme: 'authenticode', verification: 'not_verified', subject: 'CN=Somebody Else, O=Others' },
        },
      },
    }));
    expect(rulesViolated('[packers]\nforbidden = ["*"]', packed)).toEqual(['packer.upx']);
    expect(rulesViolated('[signature]\nsigners = ["O=Example"]', packed)).toEqual(['signature.signer']);
    expect(rulesViolated('[signature]\nrequired = true\nsigners = ["O=Others"]', packed)).toEqual([]);
    expect(rulesViolated('[signature]\nrequired = true')).toEqual(['signature.required']);
  });
});

describe('a waiver', () => {
  const canary = '[hardening]\ncanary = true\n[[waivers]]\nreason = "legacy"\n';

  it.each([
    ['rule = "hardening.canary"\nexpires = 2026-11-30', ['hardening.canary waived']],
    ['rule = "hardening.*"\nexpires = "2026-12-01"', ['hardening.canary waived']],
    ['rule = "hardening.canary"\nexpires = 2026-11-29', ['hardening.canary expired']],
    ['rule = "hardening.pie"\nexpires = 2027-01-01', ['hardening.canary']],
    [`sha256 = "${aDocument().metadata.file.sha256}"\nexpires = 2027-01-01`, ['hardening.canary waived']],
    [`sha256 = "${'0'.repeat(64)}"\nexpires = 2027-01-01`, ['hardening.canary']],
  ])('%j: %j', (waiver, violated) => {
    expect(rulesViolated(canary + waiver)).toEqual(violated);
  });

  it('that has run out does not take from one that has not', () => {
    const two = `${canary}rule = "hardening.*"\nexpires = 2026-01-01\n[[waivers]]\nreason = "renewed"\nrule = "hardening.canary"\nexpires = 2027-01-01`;
    expect(rulesViolated(two)).toEqual(['hardening.canary waived']);
  });
});

it('a waiver of everything of every file is none; of everything of one file it is', () => {
  const waiver = '[hardening]\nnx = true\n[[waivers]]\nrule = "*"\nreason = "r"\nexpires = 2027-01-01\n';
  expect(faultsOf(waiver)).toEqual([expect.stringMatching(/^waivers\.1\.rule would waive everything/)]);
  expect(faultsOf(`${waiver}sha256 = "${'a'.repeat(64)}"`)).toEqual([]);
});

it.each([
  [
    '[findings]\nforbidden = ["remote-shel"]',
    ['findings.forbidden names "remote-shel", which is the name of no rule; did you mean remote-shell?'],
  ],
  ['[findings]\nforbidden = ["Remote-Shell", "remote-*"]', []],
  ['[findings]\nforbidden = ["remotely-*"]', [expect.stringContaining('"remotely-*"')]],
  [waiverOf('finding.remote-shell'), []],
  [waiverOf('import.anything'), []],
  [waiverOf('packer.*'), []],
  [waiverOf('hardening.*'), []],
  [
    waiverOf('hardening.canery'),
    [expect.stringMatching(/^waivers\.1\.rule names .*did you mean hardening\.canary\?$/)],
  ],
  [waiverOf('imports.gets'), [expect.stringContaining('"imports.gets"')]],
  [waiverOf('remote-shell'), [expect.stringContaining('"remote-shell"')]],
])('names of rules that nothing has are told: %j', (toml, faults) => {
  expect(unknownRules(readPolicy(parse(toml)), ['remote-shell', 'reverse-shell'])).toEqual(faults);
});

function waiverOf(rule: string): string {
  return `[hardening]\nnx = true\n[[waivers]]\nrule = "${rule}"\nreason = "r"\nexpires = 2027-01-01`;
}

describe('a document is not enough to pass', () => {
  it('where a stage did not come to its end, radare2 failed, or a part was left out', () => {
    const whole = subject().head;
    expect(incompleteness(whole, ASKS)).toEqual([]);
    const { metadata } = whole;
    const stages = [{ name: 'code', status: 'timeout', elapsed_ms: 1 }] as const;
    expect(incompleteness({ ...whole, metadata: { ...metadata, stages } }, ASKS)).toEqual(['stage code: timeout']);
    expect(incompleteness({ ...whole, metadata: { ...metadata, engine: 'fallback' } }, ASKS)).toHaveLength(1);
    expect(
      incompleteness({ ...whole, not_analysed: [{ section: 'imports', reason: 'Not asked for.' }] }, ASKS),
    ).toHaveLength(1);
    expect(incompleteness({ ...whole, not_analysed: [{ section: 'decompiled', reason: 'By choice.' }] }, ASKS)).toEqual(
      [],
    );
  });

  it.each([
    ['imports', '[imports]\nforbidden = ["gets"]', 1],
    ['symbols', '[imports]\nforbidden = ["gets"]', 1],
    ['sections', '[packers]\nforbidden = ["*"]', 1],
    ['imports', '[findings]\nforbidden = ["remote-shell"]', 1],
    ['imports', '[hardening]\npie = true', 0],
    ['strings', '[risk]\nmax_score = 5', 0],
  ] as const)('where %s were cut and %j looks at them: %i', (section, toml, reasons) => {
    const { head } = subject();
    const truncated = [{ section, kept: 1, reason: 'Too many.' }];
    const cut = { ...head, metadata: { ...head.metadata, truncated } };
    expect(incompleteness(cut, readPolicy(parse(toml)))).toHaveLength(reasons);
  });

  it('unless what is there violates the policy already, and that is not waived', () => {
    const policy = readPolicy(parse('[imports]\nforbidden = ["*"]'));
    const { head, imports } = subject();
    const truncated = [{ section: 'imports', kept: 1, reason: 'Too many.' }] as const;
    const cut = { ...head, metadata: { ...head.metadata, truncated } };
    const found = judge(policy, { head: cut, imports }, TODAY);
    expect(incompleteness(cut, policy, found)).toEqual([]);
    const waived = { reason: 'r', expires: '2027-01-01' };
    const all = found.map((violation) => ({ ...violation, waived }));
    expect(incompleteness(cut, policy, all)).toEqual(['imports: 1 kept (Too many.)']);
  });

  it('where a fat file has images that nobody looked at', () => {
    const { head } = subject();
    const image = { bits: 64, offset: 0x1000, size: 4096 } as const;
    const slices = [
      { ...image, architecture: 'x86_64', analysed: true },
      { ...image, architecture: 'arm64', analysed: false },
    ] as const;
    const fat = { ...head, metadata: { ...head.metadata, file: { ...head.metadata.file, slices } } };
    expect(incompleteness(fat, ASKS)).toEqual([
      expect.stringMatching(/image for x86_64 was judged, not that for arm64: .*lipo FILE -thin ARCHITECTURE/),
    ]);
  });
});
