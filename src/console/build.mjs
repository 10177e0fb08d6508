// Makes dist/assets/console of this folder: names by content, each file compressed beforehand too. Takes half a second.
// usage: node src/console/build.mjs [--watch]
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, context } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '../..');
const OUT = join(ROOT, 'dist/assets/console');
const ENTRY = 'main';

/** @type {import('esbuild').BuildOptions} */
const OPTIONS = {
  entryPoints: { [ENTRY]: join(HERE, 'main.tsx') },
  outdir: OUT,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  alias: { '#client': join(ROOT, 'src/client') },
  tsconfig: join(HERE, 'tsconfig.json'),
  write: false,
  metafile: true,
  logLevel: 'warning',
  plugins: [{ name: 'store', setup: (made) => void made.onEnd(store) }],
};

if (process.argv.includes('--watch')) await (await context(OPTIONS)).watch();
else await build(OPTIONS);

/** Writes what a build made, and the page that loads it. */
async function store({ outputFiles = [], metafile }) {
  if (outputFiles.length === 0) return;
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const files = outputFiles.map(({ path, contents }) => [basename(path), contents]);
  const named = (ending) => files.find(([name]) => name.startsWith(`${ENTRY}-`) && name.endsWith(ending))?.[0] ?? '';
  const page = (await readFile(join(HERE, 'index.html'), 'utf8'))
    .replace('STYLE', `/console/${named('.css')}`)
    .replace('SCRIPT', `/console/${named('.js')}`)
    .replace('</head>', `${preloads(metafile, named('.js'))}</head>`)
    .replace(/\n\s+/g, '\n');
  await Promise.all([...files, ['index.html', Buffer.from(page)]].map(([name, bytes]) => keep(join(OUT, name), bytes)));
}

/** What the entry imports, and that in turn: asked for at once, not one after the other. */
function preloads({ outputs }, entry) {
  const found = new Set();
  const look = (name) => {
    const output = Object.entries(outputs).find(([path]) => basename(path) === name)?.[1];
    for (const { path, kind } of output?.imports ?? []) {
      if (kind !== 'import-statement' || found.has(basename(path))) continue;
      found.add(basename(path));
      look(basename(path));
    }
  };
  look(entry);
  return [...found].map((name) => `<link rel="modulepreload" href="/console/${name}" />`).join('\n');
}

async function keep(path, bytes) {
  const { BROTLI_PARAM_QUALITY: quality, BROTLI_MAX_QUALITY: most } = constants;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(bytes, { params: { [quality]: most } }),
    promisify(gzip)(bytes, { level: 9 }),
  ]);
  await Promise.all([writeFile(path, bytes), writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}
