import { buildFixture, packagesMissingFor } from '#test/truth/fixtures/build-fixture';
import { OurDocuments } from '#test/truth/our-document';

const PATH = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const COMMAND = '"C:\\Program Files\\Example\\example.exe" --quiet';
const RECIPE = { source: 'run-key.c', compiler: 'gcc', target: 'win64' } as const;
const FLAGS = ['-O2', '-ladvapi32'];

describe('A program for Windows that sets a Run key', () => {
  const missing = packagesMissingFor(RECIPE);
  if (missing.length > 0) throw new Error(`apt-get install ${missing.join(' ')}`);

  it.each([
    ['bytes', 'ascii', FLAGS, 'RegSetValueExA'],
    ['wide characters', 'utf-16le', [...FLAGS, '-DUNICODE', '-D_UNICODE'], 'RegSetValueExW'],
  ] as const)('in %s is said to start with Windows, by either engine', async (_, encoding, flags, api) => {
    const path = await buildFixture({ ...RECIPE, flags });
    for (const engine of ['radare2', 'fallback'] as const) {
      const { strings, security_findings: security } = await OurDocuments.by(engine, 'quick').of(path);
      expect(strings).toContainEqual(
        expect.objectContaining({ content: PATH, length: PATH.length, encoding, type: 'registry_path' }),
      );
      expect(strings).toContainEqual(
        expect.objectContaining({ content: COMMAND, length: COMMAND.length, encoding, type: 'file_path' }),
      );
      const finding = security?.findings.find(({ id }) => id === 'persist-run-key');
      expect(finding?.evidence.map(({ value }) => value)).toEqual(expect.arrayContaining([PATH, api]));
      expect(security?.registry_operations.map(({ value }) => value)).toContain(PATH);
    }
  });

  it('shows what its function uses', async () => {
    const path = await buildFixture({ ...RECIPE, flags: FLAGS });
    const { functions } = await OurDocuments.by('radare2', 'standard').of(path);
    const used = functions.flatMap(({ strings }) => strings ?? []).map(({ content }) => content);
    expect(used).toEqual(expect.arrayContaining([PATH, COMMAND]));
  });
});
