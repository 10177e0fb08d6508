import { getReport } from '#client/generated/sdk.gen';
import { ask } from '../service/ask';
import { hrefOf } from '../shell/route';
import { notReady } from './use-file';

/** The first screen of the report, made of nothing but what is known to be harmless, and how it looks. */
export interface FirstScreen {
  readonly content: HTMLElement;
  readonly style: CSSStyleSheet;
}

const ELEMENTS = new Set(
  'section div h2 h3 p ul ol li dl dt dd span strong em small code bdi figure figcaption table caption thead tbody tr th td a br details summary svg g rect line path text title polygon ellipse circle'.split(
    ' ',
  ),
);
const ATTRIBUTES =
  /^(class|id|role|scope|colspan|rowspan|tabindex|dir|lang|aria-[a-z]+|x|y|x1|x2|y1|y2|r|cx|cy|rx|ry|d|points|width|height|viewBox|transform|preserveAspectRatio|text-anchor|open)$/;
/** Within the console it fills what it is given. */
const FITTED = '\n#report{padding:0;max-width:none;background:none}';
/** What anchors of the report are called after, and which part of the file shows such things. */
const PARTS: Readonly<Record<string, string>> = {
  fn: 'functions',
  str: 'strings',
  imp: 'imports',
  exp: 'exports',
  sec: 'sections',
};
const ADDRESS = /^0x[0-9a-f]{1,16}$/;

interface TrustedParser {
  createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string };
}

/** The one way from text to markup that the policy of the page allows: into a document that is never shown. */
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedParser };
const parsed = trustedTypes?.createPolicy('bin2nlp-report', { createHTML: (text) => text });

/** @param findings ids, in the order of the document. @throws Refusal */
export async function readFirstScreen(
  id: string,
  findings: readonly string[],
  signal: AbortSignal,
): Promise<FirstScreen> {
  const text = await ask<unknown>(
    (client) => getReport({ client, path: { id }, query: { format: 'html' }, parseAs: 'text', signal }),
    signal,
  );
  // Apart from its style: the policy would take offence at one, even in a document that is never shown.
  const [before, style, rest] = typeof text === 'string' ? text.split(/<style>|<\/style>/, 3) : [];
  if (before === undefined || style === undefined || rest === undefined) throw notReady();
  const plain = before + rest;
  const page = new DOMParser().parseFromString(parsed?.createHTML(plain) ?? plain, 'text/html');
  const screen = page.getElementById('first-screen');
  if (screen === null) throw notReady();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + FITTED);
  const content = document.createElement('div');
  content.id = 'report';
  content.append(...copyOf(screen, { id, findings }));
  return { content, style: sheet };
}

/** Whose anchors they are. */
interface Place {
  readonly id: string;
  readonly findings: readonly string[];
}

function copyOf(node: Node, place: Place): readonly Node[] {
  if (node instanceof Text) return [document.createTextNode(node.data)];
  if (!(node instanceof Element) || !ELEMENTS.has(node.localName)) return [];
  const copy = document.createElementNS(node.namespaceURI, node.localName);
  for (const { name, value } of node.attributes) if (ATTRIBUTES.test(name)) copy.setAttribute(name, value);
  const anchor = node.localName === 'a' ? node.getAttribute('href') : null;
  if (anchor !== null) copy.setAttribute('href', placeOf(anchor, node.textContent, place));
  for (const child of node.childNodes) copy.append(...copyOf(child, place));
  return [copy];
}

/** Where in the console there is what an anchor of the report leads to. */
function placeOf(anchor: string, text: string, { id, findings }: Place): string {
  const [, kind = '', name = ''] = /^#(?:at|part)-([a-z]+)(?:-(.*))?$/.exec(anchor) ?? [];
  if (kind === 'fn' && ADDRESS.test(name)) return hrefOf(['files', id, 'functions', name]);
  if (kind === 'find') return hrefOf(['files', id, 'findings'], { of: findings[Number(name)] });
  if (kind === 'str' && ADDRESS.test(text)) return hrefOf(['files', id, 'facts', text]);
  if (kind === 'imp' && !text.includes('…')) return hrefOf(['files', id, 'imports'], { filter: text });
  return hrefOf(['files', id, PARTS[kind] ?? 'findings']);
}
