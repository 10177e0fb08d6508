import { readFileSync } from 'node:fs';
import request from 'supertest';

import { Bin2nlpProcess } from '#test/support/bin2nlp-process';
import { RunningBin2nlp } from '#test/support/running-bin2nlp';
import { TemporaryDirectory } from '#test/support/temporary-directory';

describe('what the service says of itself', () => {
  let bin2nlp: RunningBin2nlp;

  beforeAll(async () => {
    bin2nlp = await RunningBin2nlp.start({
      BIN2NLP_STORAGE__MAX_FILE_SIZE_MB: '7',
      BIN2NLP_FEATURE_CONSOLE: 'off',
    });
  });
  afterAll(async () => {
    await bin2nlp.stop();
  });

  it('its versions, with null for what the build did not say', async () => {
    const { status, body } = await request(bin2nlp.url).get('/api/v1/version');
    const { version } = JSON.parse(readFileSync(`${__dirname}/../../package.json`, 'utf8')) as { version: string };
    expect(status).toBe(200);
    expect(body.data).toEqual({
      version,
      git_commit: null,
      git_branch: null,
      build_timestamp: null,
      build_number: null,
      docker_image: null,
      node_version: process.versions.node,
      radare2_version: expect.stringMatching(/^\d+\.\d+/),
      radare2_package: expect.stringMatching(/^radare2 \d+\.\S+, Debian unstable/),
      libmagic_version: expect.stringMatching(/^\d+\.\d\d$/),
      rules_version: expect.any(String),
      start_timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
      environment: 'testing',
    });
    expect(Date.parse(body.data.start_timestamp as string)).toBeLessThanOrEqual(Date.now());
  });

  it('what its build says, from the environment', async () => {
    const directory = await TemporaryDirectory.create();
    const started = Bin2nlpProcess.launch({
      BIN2NLP_STORAGE__DATA_DIR: directory.path,
      BIN2NLP_VERSION: '9.9.9',
      GIT_COMMIT: 'abcdef',
      DOCKER_IMAGE: 'registry/bin2nlp:9.9.9',
    });
    try {
      const { body } = await request(await started.url()).get('/api/v1/version');
      expect(body.data).toMatchObject({
        version: '9.9.9',
        git_commit: 'abcdef',
        docker_image: 'registry/bin2nlp:9.9.9',
        build_number: null,
      });
    } finally {
      await started.end();
      await directory.remove();
    }
  });

  describe('at its bare address', () => {
    const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const front = (): request.Test => request(bin2nlp.url).get('/');

    it('a page for browsers where the console is off, which leads on and asks for nothing', async () => {
      const { status, headers, text } = await front().set('Accept', BROWSER);
      expect([status, headers['content-type'], headers['vary']]).toEqual([200, 'text/html; charset=utf-8', 'Accept']);
      expect(text).toContain(`curl -F file=@/bin/ls ${bin2nlp.url}/api/v1/analyze`);
      expect(text).toContain('npm run quickstart -- /bin/ls');
      const links = [...text.matchAll(/href="(\/[^"#]*)/g)].map(([, link]) => link!);
      expect(links).toEqual(expect.arrayContaining(['/api/v1/docs', '/api/v1/redoc']));
      for (const link of links) expect([link, (await request(bin2nlp.url).get(link)).status]).toEqual([link, 200]);
    });

    it.each(['*/*', 'application/json', 'image/png'])('JSON for a client that accepts %s', async (accept) => {
      const { status, body } = await front().set('Accept', accept);
      expect([status, body.success, body.data.service]).toEqual([200, true, 'bin2nlp']);
      expect(body.data).toMatchObject({ links: { swagger_ui: '/api/v1/docs', analyze: '/api/v1/analyze' } });
    });

    it.each(['evil.example"><script>alert(1)</script>', 'a b', '$(id)', '[::1]:80', 'host.example:8080'])(
      'no command with a host that is none, such as %s',
      async (host) => {
        const { text } = await front().set('Accept', BROWSER).set('Host', host);
        const shown = /^(\[::1\]:80|host\.example:8080)$/.test(host) ? host : '127.0.0.1:8000';
        expect(text).toContain(`curl -F file=@/bin/ls http://${shown}/api/v1/analyze`);
        expect(text).not.toContain('<script');
      },
    );
  });

  it.each([
    ['/llms.txt', 'text/markdown', '# bin2nlp\n', 'Files up to 7 MB.'],
    ['/api/v1/docs/errors.md', 'text/markdown', '# Error codes\n', '- NOT_FOUND (404): '],
    ['/api/v1/docs/configuration.md', 'text/markdown', '# Configuration\n', 'BIN2NLP_STORAGE__MAX_FILE_SIZE_MB'],
    ['/api/v1/docs/mcp.md', 'text/markdown', '# For language models\n', '[configuration](configuration.md)'],
    ['/api/v1/docs/reports.md', 'text/markdown', '# Reports\n', ': ADR 19.'],
    ['/api/v1/docs/rules.md', 'text/markdown', '# ', '[[rule]]'],
    ['/api/v1/docs/security.md', 'text/markdown', '# ', ''],
    ['/api/v1/docs/glossary', 'text/markdown', '# Glossary', '\n## functions[]\n'],
    ['/api/v1/openapi-small.json', 'application/json', '{"openapi":"3.', '"/api/v1/analyze/{id}/survey"'],
  ])('for language models, at %s', async (path, type, beginning, within) => {
    for (const time of ['first', 'second']) {
      const { status, headers, text } = await request(bin2nlp.url).get(path);
      expect([time, status, headers['content-type']]).toEqual([time, 200, `${type}; charset=utf-8`]);
      expect([text.startsWith(beginning), text.includes(within)]).toEqual([true, true]);
    }
    expect((await request(bin2nlp.url).post(path)).headers['allow']).toBe('GET, HEAD');
  });

  it('the glossary as JSON too, and pages that say where their text is', async () => {
    const { body } = await request(bin2nlp.url).get('/api/v1/docs/glossary').set('Accept', 'application/json');
    expect(body.data[0]).toMatchObject({ at: [''], fields: expect.arrayContaining([{ name: 'strings' }]) });
    const { headers } = await request(bin2nlp.url).get('/api/v1/docs/errors');
    expect(headers['link']).toBe('</api/v1/docs/errors.md>; rel="alternate"; type="text/markdown"');
  });

  it('what it can analyse, and within which limits', async () => {
    const { status, body } = await request(bin2nlp.url).get('/api/v1/formats');
    expect(status).toBe(200);
    const names = (list: { name: string }[]): string[] => list.map(({ name }) => name);
    expect(names(body.data.formats as { name: string }[])).toEqual(['pe', 'elf', 'macho']);
    expect(names(body.data.analysis_depths as { name: string }[])).toEqual(['quick', 'standard', 'comprehensive']);
    expect(names(body.data.focus_areas as { name: string }[])).toHaveLength(5);
    expect(body.data.architectures).toEqual(expect.arrayContaining(['x86_64', 'arm64', 'mips', 'riscv64']));
    expect(body.data.architectures).not.toContain('unknown');
    expect(body.data.limits).toMatchObject({
      max_file_size_bytes: 7 * 1024 * 1024,
      timeout_seconds: { minimum: 30, maximum: 1200, default: 300 },
      custom_patterns: { max_patterns: 20, max_pattern_length: 200 },
    });
  });
});
