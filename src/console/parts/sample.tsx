import type { JSX } from 'preact';

/**
 * What shows nothing, or changes how its neighbours show: controls, directions, joiners, what no font has; blanks that are letters or
 * wider than a blank; and marks piled upon a letter, which climb over the lines around it.
 */
const SPLIT =
  /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}]|[\u00a0\u115f\u1160\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0]|\p{M}{3,16})/u;

/** Text of the file, as text: what cannot be seen is shown by its number, and none of it reaches what stands beside it. */
export function Sample({ text, most = 2000 }: { readonly text: string; readonly most?: number }): JSX.Element {
  const shown = text.length > most ? text.slice(0, most) : text;
  return (
    <bdi class="sample">
      {shown
        .split(SPLIT)
        .filter((part) => part !== '')
        .map((part) => (SPLIT.test(part) ? <span class="unseen">{escaped(part)}</span> : part))}
      {shown.length < text.length && '…'}
    </bdi>
  );
}

/** As a string of JSON would have it. */
export function escaped(part: string): string {
  return Array.from(part, (one) => {
    const code = one.codePointAt(0) ?? 0;
    if (code === 10) return '\\n';
    if (code === 9) return '\\t';
    if (code === 13) return '\\r';
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
  }).join('');
}
