import { validate } from '@apidevtools/swagger-parser';
import type { OpenAPIObject } from '@nestjs/swagger';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

import { apiDocument } from '#bootstrap/api-document';
import { AppConfig } from '#config/app-config';
import documentSchemas from '#presentation/http/contract/document-schemas.json';
import { ERROR_CODES_TEXT } from '#presentation/http/docs/error-codes';
import { glossary, glossaryText } from '#presentation/http/docs/glossary';
import { llmsText } from '#presentation/http/docs/llms-text';
import { READING_ROUTES, smallDocument } from '#presentation/http/openapi/small-document';
import { operationsOf } from './operation';

let whole: OpenAPIObject;
let known: ReadonlySet<string>;

beforeAll(async () => {
  whole = JSON.parse(JSON.stringify(await apiDocument())) as OpenAPIObject;
  known = new Set(operationsOf(whole).map(({ name }) => name));
});

describe('the small OpenAPI document', () => {
  it('is valid, has the routes for reading and nothing that nobody refers to, in 15,000 tokens', async () => {
    const small = JSON.parse(JSON.stringify(smallDocument(whole))) as OpenAPIObject;
    expect(operationsOf(small).map(({ name }) => name)).toEqual(expect.arrayContaining([...READING_ROUTES]));
    const text = JSON.stringify(small);
    expect(countTokens(text)).toBeLessThanOrEqual(15_000);
    for (const room of ['schemas', 'parameters', 'responses'] as const) {
      const names = Object.keys(small.components?.[room] ?? {});
      expect(names.filter((name) => !text.includes(`"#/components/${room}/${name}"`))).toEqual([]);
    }
    await validate(small as unknown as Parameters<typeof validate>[0]);
  });

  it('leaves the whole document as it is', () => {
    const before = JSON.stringify(whole);
    smallDocument(whole);
    expect(JSON.stringify(whole)).toBe(before);
  });
});

describe('llms.txt', () => {
  it('names routes that there are, and each for reading, in 1,500 tokens', () => {
    const text = llmsText(whole, new AppConfig());
    const named = Array.from(text.matchAll(/`((?:GET|POST|PUT|DELETE) \/[^`\s]*)`/g), ([, route = '']) => route);
    expect(named).toEqual(expect.arrayContaining([...READING_ROUTES]));
    // Which has a protocol of its own.
    expect(named.filter((route) => !known.has(route))).toEqual(['POST /mcp']);
    expect(text).not.toContain('undefined');
    expect(countTokens(text)).toBeLessThanOrEqual(1500);
    // The form that llmstxt.org asks for: a title, a summary, chapters.
    expect(text).toMatch(/^# bin2nlp\n\n> .+\n\n[\s\S]+\n## Docs\n/);
  });

  it('tells the limits of this service', () => {
    const config = new AppConfig();
    Object.assign(config.storage, { maxFileSizeMb: 7 });
    expect(llmsText(whole, config)).toContain('up to 7 MB. No limit of requests.\n- No key is needed.');
    Object.assign(config.features, { rateLimiting: true, apiAuthentication: true, mcp: false });
    expect(llmsText(whole, config)).not.toContain('/mcp');
    expect(llmsText(whole, config)).toContain(
      '100 submissions and 6000 reads an hour for a key; 429 has `Retry-After`.',
    );
    expect(llmsText(whole, config)).toContain('Authorization: Bearer KEY');
  });
});

describe('the glossary', () => {
  it('has each field of the document once where it stands, in 3,000 tokens', () => {
    const parts = glossary();
    const top = parts.find(({ at }) => at[0] === '');
    expect(top?.fields.map(({ name }) => name)).toEqual(Object.keys(documentSchemas.AnalysisDocument.properties));
    const functions = parts.find(({ at }) => at.includes('functions[]'));
    expect(functions?.fields.map(({ name }) => name)).toEqual(Object.keys(documentSchemas.FunctionInfo.properties));
    const paths = parts.flatMap(({ at }) => at);
    expect(paths).toEqual(expect.arrayContaining(['metadata.file', 'summary.hardening', 'functions[].calls_to[]']));
    expect(new Set(paths).size).toBe(paths.length);
    expect(countTokens(glossaryText())).toBeLessThanOrEqual(3000);
  });

  it('gives the schemas’ own words, the beginning of long ones', () => {
    const file = glossary().find(({ at }) => at.includes('metadata.file'));
    expect(file?.fields.find(({ name }) => name === 'imphash')?.meaning).toBe('PE: MD5 of the imports in their order.');
    expect(glossaryText()).toContain('\nimphash: PE: MD5 of the imports in their order\n');
  });
});

it('error codes are told in Markdown, each in a line', () => {
  expect(ERROR_CODES_TEXT).toContain('\n- RESULT_EXPIRED (410): The result is no longer kept. Send the file again.\n');
});
