import type { JSX } from 'preact';

import { Sample } from '../parts/sample';
import { bytesText } from '../parts/words';
import type { Result } from '../service/shapes';

/** What the file says of itself, each fact where there is one. */
export function FileFacts({ result }: { readonly result: Result }): JSX.Element {
  const { file } = result.summary.metadata;
  const { libraries } = result.summary;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Type', file.description],
    ['Language', [file.language, file.compiler].filter(Boolean).join(', ')],
    ['Made with', file.toolchain?.map(({ name }) => name).join(', ')],
    ['Built', file.compiled_at],
    ['Linking', `${file.static ? 'static' : 'dynamic'}${file.stripped ? ', stripped' : ''}`],
    ['Entry point', file.entry_point],
    ['Signed', file.signed ? 'yes (not verified here)' : 'no'],
    ['Packers', file.packers?.map(({ name }) => name).join(', ')],
    ['Overlay', file.overlay === undefined ? undefined : `${file.overlay.kind}, ${bytesText(file.overlay.size)}`],
    ['Debug path', file.pdb_path],
    ['Build id', file.build_id],
    ['Imphash', file.imphash],
    ['Libraries', libraries.slice(0, 30).join(', ')],
    ['MD5', file.md5],
    ['SHA-1', file.sha1],
  ];
  return (
    <section aria-labelledby="file-title">
      <h2 id="file-title">The file</h2>
      <dl>
        {rows.map(
          ([name, text]) =>
            text !== undefined &&
            text !== '' && (
              <>
                <dt>{name}</dt>
                <dd>
                  <Sample text={text} most={600} />
                </dd>
              </>
            ),
        )}
      </dl>
    </section>
  );
}
