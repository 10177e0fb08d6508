import { execFileSync } from 'node:child_process';

import type { AnalysisDocument } from '#domain/document/analysis-document';
import type { Evidence } from '#domain/document/security-findings';
import { buildFixture, packagesMissingFor } from '#test/truth/fixtures/build-fixture';
import { OurDocuments } from '#test/truth/our-document';

const RECIPE = { source: 'run-key.c', compiler: 'gcc', target: 'win64', flags: ['-O2', '-ladvapi32'] } as const;
const PATH = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';

/** The instruction as binutils shows it, with the address that it names: `call *0x7ff2(%rip) # 140009278 <__imp_RegSetValueExA>`. */
function instructionAt(program: string, address: string): { mnemonic: string; names: string } {
  const range = [`--start-address=${address}`, `--stop-address=0x${(BigInt(address) + 16n).toString(16)}`];
  const shown = execFileSync('x86_64-w64-mingw32-objdump', ['-d', '--no-show-raw-insn', ...range, program]).toString();
  const [, mnemonic = '', names = ''] = /:\t(\w+) .*# (?:0x)?([0-9a-f]+)/.exec(shown) ?? [];
  return { mnemonic, names: `0x${names}` };
}

function runKeyEvidence({ security_findings: security }: AnalysisDocument): ReadonlyMap<string, Evidence> {
  const finding = security?.findings.find(({ id }) => id === 'persist-run-key');
  return new Map(finding?.evidence.map((piece) => [piece.value, piece]));
}

describe('Evidence in a program for Windows that sets a Run key', () => {
  const missing = packagesMissingFor(RECIPE);
  if (missing.length > 0) throw new Error(`apt-get install ${missing.join(' ')}`);

  it('is the instruction that calls, and the one that names the text, in the function to which the path leads', async () => {
    const program = await buildFixture(RECIPE);
    const document = await OurDocuments.by('radare2', 'standard').of(program);
    const evidence = runKeyEvidence(document);
    const call = evidence.get('RegSetValueExA');
    const text = evidence.get(PATH);
    expect(call).toMatchObject({ kind: 'api', address_of: 'call_site', function: 'main' });
    expect(text).toMatchObject({ kind: 'string', address_of: 'reference', function: 'main' });
    expect(call?.path?.at(-1)).toBe('main');
    const slot = document.imports.find(({ name }) => name === 'RegSetValueExA')?.address;
    expect(instructionAt(program, call?.address ?? '')).toEqual({ mnemonic: 'call', names: slot });
    const string = document.strings.find(({ content }) => content === PATH)?.address;
    expect(instructionAt(program, text?.address ?? '')).toEqual({ mnemonic: 'lea', names: string });
    const operations = document.security_findings?.registry_operations;
    const { address, address_of, function: by } = call ?? {};
    expect(operations).toContainEqual(
      expect.objectContaining({ value: call?.value, address, address_of, function: by }),
    );
  });

  it('is the import and the text themselves where code was not read', async () => {
    const document = await OurDocuments.by('radare2', 'quick').of(await buildFixture(RECIPE));
    const evidence = runKeyEvidence(document);
    const slot = document.imports.find(({ name }) => name === 'RegSetValueExA')?.address;
    expect(evidence.get('RegSetValueExA')).toMatchObject({ address: slot, address_of: 'import' });
    expect(evidence.get(PATH)).toMatchObject({ address_of: 'string' });
    expect(evidence.get(PATH)).not.toHaveProperty('function');
  });
});
