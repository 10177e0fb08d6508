import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { Evidence, Finding } from '#client/generated/types.gen';
import { At, FunctionLink } from '../parts/at';
import { Sample } from '../parts/sample';
import { wordsOf } from '../parts/words';
import type { Result } from '../service/shapes';
import { hrefOf, useRoute } from '../shell/route';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** All findings, each with what shows it. */
export function FindingsView({ id, result }: { readonly id: string; readonly result: Result }): JSX.Element {
  const { query } = useRoute();
  const wanted = query.get('of');
  const [severity, setSeverity] = useState('');
  const findings = result.summary.security_findings?.findings ?? [];
  const shown = findings.filter((each) => severity === '' || each.severity === severity);
  useEffect(() => {
    const named = wanted === null ? null : document.getElementById(`finding-${wanted}`);
    named?.scrollIntoView();
    named?.querySelector<HTMLElement>('h3')?.focus();
  }, [wanted]);
  return (
    <section aria-labelledby="findings-title">
      <div class="row">
        <h2 id="findings-title" class="grow">
          Findings
        </h2>
        <label>
          Severity{' '}
          <select value={severity} onChange={(event) => setSeverity(event.currentTarget.value)}>
            <option value="">all</option>
            {SEVERITIES.map((each) => (
              <option value={each}>{each}</option>
            ))}
          </select>
        </label>
      </div>
      {shown.length === 0 && (
        <p class="empty">
          {result.summary.security_findings === null
            ? result.isPartial
              ? 'Not known yet: the security scan comes last.'
              : 'No security scan was asked for.'
            : findings.length === 0
              ? 'No rule found anything.'
              : 'None of this severity.'}
        </p>
      )}
      {shown.map((finding) => (
        <FindingCard key={finding.id} id={id} finding={finding} />
      ))}
    </section>
  );
}

function FindingCard({ id, finding }: { readonly id: string; readonly finding: Finding }): JSX.Element {
  const { title, severity, category, description, evidence, attack, confidence, reach } = finding;
  return (
    <article class="finding" id={`finding-${finding.id}`}>
      <h3 tabIndex={-1}>
        <span class={`severity ${severity}`}>{severity}</span> <Sample text={title} />
      </h3>
      <p>
        <Sample text={description} />
      </p>
      <p class="soft small">
        {wordsOf(category)} {attack.length > 0 && `· ATT&CK ${attack.join(', ')} `}· sure {Math.round(confidence * 100)}{' '}
        % · seen {REACHES[reach] ?? wordsOf(reach)} · <code>{finding.id}</code>
      </p>
      <ul class="evidence">
        {evidence.map((each) => (
          <li>
            <EvidenceLine id={id} evidence={each} />
          </li>
        ))}
      </ul>
    </article>
  );
}

const REACHES: Readonly<Record<string, string>> = {
  function: 'in one function',
  near: 'in functions near each other',
  small: 'in a small program',
  file: 'in the file, not in one place',
  unused: 'where no code uses it',
  unknown: 'where code was not read',
};

function EvidenceLine({ id, evidence }: { readonly id: string; readonly evidence: Evidence }): JSX.Element {
  const { kind, value, address, function: inside, path = [] } = evidence;
  return (
    <>
      <span class="soft">{wordsOf(kind)}</span>{' '}
      {kind === 'api' ? (
        <a class="at" href={hrefOf(['files', id, 'facts', `imp:${value}`])}>
          <Sample text={value} most={100} />
        </a>
      ) : (
        <code>
          <Sample text={value} most={300} />
        </code>
      )}
      {address !== undefined && (
        <>
          {' at '}
          <At id={id} address={address} />
        </>
      )}
      {inside !== undefined && (
        <>
          {' in '}
          <FunctionLink id={id} of={inside} />
        </>
      )}
      {path.length > 1 && (
        <span class="soft">
          {' by '}
          {path.map((step, index) => (
            <>
              {index > 0 && ' › '}
              <FunctionLink id={id} of={step} />
            </>
          ))}
        </span>
      )}
    </>
  );
}
