import { ERROR_MEANINGS, ERROR_STATUS } from '#presentation/http/contract/error-status';

const CODES = Object.keys(ERROR_MEANINGS) as (keyof typeof ERROR_MEANINGS)[];

/** The page that `documentation_url` of every error points to. */
export const ERROR_CODES_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>bin2nlp error codes</title>
<link rel="alternate" type="text/markdown" href="/api/v1/docs/errors.md">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.5rem;border-bottom:1px solid #d8dee4;vertical-align:top}
tr:target{background:#fff8c5}</style></head>
<body><h1>Error codes</h1>
<p>Every refusal carries one of these codes. <a href="/api/v1/docs">All routes</a></p>
<table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th></tr></thead><tbody>
${CODES.map((code) => `<tr id="${code}"><td><code>${code}</code></td><td>${ERROR_STATUS[code]}</td><td>${ERROR_MEANINGS[code]}</td></tr>`).join('\n')}
</tbody></table></body></html>`;

/** The same as Markdown. */
export const ERROR_CODES_TEXT = `# Error codes
Every refusal carries one of these codes, in \`error.code\`.
${CODES.map((code) => `- ${code} (${ERROR_STATUS[code]}): ${ERROR_MEANINGS[code]}`).join('\n')}
`;
