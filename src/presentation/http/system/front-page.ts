export interface FrontPageFacts {
  readonly version: string;
  /** Such as `http://127.0.0.1:8000`; checked by the caller to hold nothing that HTML or a shell would read. */
  readonly address: string;
  readonly maxFileSizeMb: number;
}

/** The page at `/` where the console is off: what this is, the first command, and where to read on. It needs no script. */
export function frontPage({ version, address, maxFileSizeMb }: FrontPageFacts): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>bin2nlp</title>
<style>
:root{--ink:#1b1f24;--paper:#fff;--soft:#f6f8fa;--line:#d0d7de;--link:#0757b0}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--soft:#161b22;--line:#30363d;--link:#6cb2ff}}
body{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1.25rem;color:var(--ink);background:var(--paper)}
h1{margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem}a{color:var(--link)}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;overflow-x:auto}
li{margin:.25rem 0}.version{opacity:.7}
</style></head>
<body><main>
<h1>bin2nlp</h1>
<p class="version">version ${version}</p>
<p>You have a binary and want to know what it is. Send it here, and get a structured, explained account of it that people and
language models can read. It is taken apart in a sandbox, never executed.</p>
<h2>Send a binary</h2>
<pre tabindex="0"><code>curl -F file=@/bin/ls ${address}/api/v1/analyze</code></pre>
<p>or choose a file in <a href="/api/v1/docs">Swagger UI</a>. PE, ELF and Mach-O, up to ${maxFileSizeMb} MB.</p>
<h2>What kind of file is it?</h2>
<pre tabindex="0"><code>curl -F file=@/bin/ls ${address}/v1/magic/content</code></pre>
<h2>From a checkout, with a service of its own</h2>
<pre tabindex="0"><code>npm run quickstart -- /bin/ls</code></pre>
<h2>Read on</h2>
<ul>
<li><a href="/api/v1/docs">Swagger UI</a>: every route, to try out</li>
<li><a href="/api/v1/redoc">ReDoc</a>: the same to read, and <a href="/api/v1/openapi.json">the OpenAPI document</a> itself</li>
<li><a href="/llms.txt">For language models</a>: what to call, in which order; and <a href="/api/v1/docs/glossary">what each field means</a></li>
<li><a href="/api/v1/docs/errors">Error codes</a>: what each means</li>
<li><a href="/api/v1/health">Health</a> and <a href="/api/v1/version">version</a> of this service</li>
</ul>
</main></body></html>
`;
}
