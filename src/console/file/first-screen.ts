import { getReport } from '#client/generated/sdk.gen';
import { ask } from '../service/ask';
import { hrefOf } from '../shell/route';

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
/** What anchors of the report begin with, and which part of the file shows such things. */
const PARTS: Readonly<Record<string, string>> = { str: 'strings', imp: 'imports', exp: 'exports', sec: 'sections' };

interface TrustedParser {
  createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string };
}

/** The one way from text to markup that the policy of the page allows: into a document that is never shown. */
const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedParser };
const parsed = trustedTypes?.createPolicy('bin2nlp-report', { createHTML: (text) => text });

/** `undefined` from services whose report has no first screen. @throws Refusal */
export async function readFirstScreen(id: string, signal: AbortSignal): Promise<FirstScreen | undefined> {
  const text = await ask<unknown>(
    (client) => getReport({ client, path: { id }, query: { format: 'html' }, parseAs: 'text', signal }),
    signal,
  );
  if (typeof text !== 'string') return undefined;
  // Apart from its style: the policy would take offence at one, even in a document that is never shown.
  const [begin, end] = [text.indexOf('<style>'), text.indexOf('</style>')];
  if (begin < 0 || end < begin) return undefined;
  const style = text.slice(begin + '<style>'.length, end);
  const plain = text.slice(0, begin) + text.slice(end);
  const page = new DOMParser().parseFromString(parsed?.createHTML(plain) ?? plain, 'text/html');
  const screen = page.getElementById('first-screen');
  if (screen === null) return undefined;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style + FITTED);
  const content = document.createElement('div');
  content.id = 'report';
  content.append(...copyOf(screen, id));
  return { content, style: sheet };
}

function copyOf(node: Node, id: string): readonly Node[] {
  if (node instanceof Text) return [document.createTextNode(node.data)];
  if (!(node instanceof Element) || !ELEMENTS.has(node.localName)) return [];
  const copy = document.createElementNS(node.namespaceURI, node.localName);
  for (const { name, value } of node.attributes) if (ATTRIBUTES.test(name)) copy.setAttribute(name, value);
  const anchor = node.localName === 'a' ? node.getAttribute('href') : null;
  if (anchor !== null) copy.setAttribute('href', placeOf(anchor, id));
  for (const child of node.childNodes) copy.append(...copyOf(child, id));
  return [copy];
}

/** Where in the console there is what an anchor of the report leads to. */
function placeOf(anchor: string, id: string): string {
  const address = /^#at-fn-(0x[0-9a-f]{1,16})$/.exec(anchor)?.[1];
  if (address !== undefined) return hrefOf(['files', id, 'functions', address]);
  const kind = /^#(?:at|part)-([a-z]+)/.exec(anchor)?.[1] ?? '';
  const part = PARTS[kind] ?? (Object.values(PARTS).includes(kind) || kind === 'functions' ? kind : 'findings');
  return hrefOf(['files', id, part]);
}
