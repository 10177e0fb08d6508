import type { ReportingDescriptor, Result } from 'sarif';

import type { Severity } from '#domain/document/security-findings';
import type { SarifEntry } from './sarif-entry';

export const LEVELS: Readonly<Record<Severity, Result.level>> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

/** As GitHub and GitLab sort by: 9 and above is critical, 7 high, 4 medium. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  info: '0.1',
  low: '3.0',
  medium: '5.5',
  high: '8.0',
  critical: '9.5',
};

/** GitHub takes no more. */
const MOST_TAGS = 20;

/** The rule of an entry: the same for every entry of the rule. */
export function sarifRule({ ruleId, title, description, severity, attack }: SarifEntry): ReportingDescriptor {
  const techniques = attack.map((id) => `${id}: https://attack.mitre.org/techniques/${id.replace('.', '/')}/`);
  const help = [description, ...(techniques.length === 0 ? [] : ['ATT&CK:', ...techniques])].join('\n');
  return {
    id: ruleId,
    name: ruleId,
    shortDescription: { text: title },
    fullDescription: { text: description },
    help: { text: help },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', 'binary', ...attack.map((id) => `attack.${id.toLowerCase()}`)].slice(0, MOST_TAGS),
      'security-severity': SECURITY_SEVERITY[severity],
    },
  };
}
