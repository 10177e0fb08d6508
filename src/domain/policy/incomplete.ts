import type { DocumentHead } from '#domain/document/analysis-document';
import type { OptionalSection } from '#domain/document/parts';

/** What a policy judges by; pseudo code is not among it. */
const JUDGED_BY: readonly OptionalSection[] = ['functions', 'strings', 'imports', 'code', 'security_findings'];

/** Why a document is not enough to say that a file passes: a sentence each, none where it is. */
export function incompleteness({ metadata, not_analysed: left }: DocumentHead): readonly string[] {
  return [
    ...metadata.stages
      .filter(({ status }) => status === 'partial' || status === 'timeout' || status === 'failed')
      .map(({ name, status, reason }) => `stage ${name}: ${status}${reason === undefined ? '' : ` (${reason})`}`),
    ...(metadata.engine === 'fallback'
      ? [`only headers were read: ${metadata.fallback_reason ?? 'radare2 failed'}`]
      : []),
    ...left
      .filter(({ section }) => JUDGED_BY.includes(section))
      .map(({ section, reason }) => `not analysed: ${section} (${reason})`),
    // A fat file has several programs, of which one is judged: the others would pass unseen.
    ...(metadata.file.slices ?? [])
      .filter(({ analysed }) => !analysed)
      .map(({ architecture }) => `not analysed: the image for ${architecture} of a fat file (check each by itself)`),
    ...metadata.truncated
      .filter(({ section }) => section === 'imports')
      .map(({ kept, reason }) => `imports: ${kept} kept (${reason})`),
  ];
}
