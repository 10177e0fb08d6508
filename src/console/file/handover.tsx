import type { JSX, TargetedFocusEvent, TargetedKeyboardEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';

import type { Refusal } from '#client/refusal';
import { announce } from '../parts/announce';
import { Problem } from '../parts/problem';
import { refusalOf } from '../service/ask';
import type { ReportFormat } from './download-report';
import { downloadReport } from './download-report';

const FORMATS: readonly (readonly [ReportFormat, string])[] = [
  ['html', 'Report, one HTML page'],
  ['markdown', 'Report for a tracker, Markdown'],
  ['model', '8,000 tokens for a language model, Markdown'],
  ['json', 'Report as facts, JSON'],
  ['document', 'The whole document, JSON'],
];

/** What is handed over to others: the report as a file, or the link to this page. */
export function Handover({ id, name }: { readonly id: string; readonly name: string }): JSX.Element {
  const [refusal, setRefusal] = useState<Refusal>();
  const [link, setLink] = useState<string>();
  const menu = useRef<HTMLDetailsElement>(null);
  const download = (format: ReportFormat): void => {
    setRefusal(undefined);
    if (menu.current !== null) menu.current.open = false;
    downloadReport(id, name, format).then(
      () => announce('Downloaded.'),
      (thrown: unknown) => setRefusal(refusalOf(thrown)),
    );
  };
  const copy = (): void => {
    setLink(undefined);
    // Pages that are not served by TLS have no clipboard: then it is shown to be copied by hand.
    const copied = isSecureContext ? navigator.clipboard.writeText(location.href) : Promise.reject(new Error('none'));
    copied.then(
      () => announce('The link was copied.'),
      () => setLink(location.href),
    );
  };
  return (
    <div class="row handover">
      <details class="menu" ref={menu} onKeyDown={closeByEscape} onFocusOut={closeBehind}>
        <summary>Download</summary>
        <ul>
          {FORMATS.map(([format, text]) => (
            <li>
              <button class="quiet" onClick={() => download(format)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      </details>
      <button onClick={copy}>Copy link</button>
      {link !== undefined && (
        <input readOnly aria-label="Link to this page" value={link} onFocus={(event) => event.currentTarget.select()} />
      )}
      {refusal !== undefined && <Problem refusal={refusal} />}
    </div>
  );
}

/** Who goes on elsewhere does not want it over what is there. */
function closeBehind({ currentTarget, relatedTarget }: TargetedFocusEvent<HTMLDetailsElement>): void {
  if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) currentTarget.open = false;
}

function closeByEscape(event: TargetedKeyboardEvent<HTMLDetailsElement>): void {
  if (event.key !== 'Escape') return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary')?.focus();
}
