import type { JSX } from 'preact';

import { getVersion, listFeatures } from '#client/generated/sdk.gen';
import { Problem } from '../parts/problem';
import { ask } from '../service/ask';
import { useReading } from '../service/use-reading';

/** What is on and off, and which version this is. */
export function FeaturesView(): JSX.Element {
  const features = useReading('features', (signal) => ask((client) => listFeatures({ client, signal }), signal));
  const version = useReading('version', (signal) => ask((client) => getVersion({ client, signal }), signal));
  if (features.refusal !== undefined) return <Problem refusal={features.refusal} again={features.again} />;
  return (
    <section aria-labelledby="features-title">
      <h2 id="features-title">Features</h2>
      {version.value !== undefined && (
        <p class="soft">
          bin2nlp {version.value.data.version}, radare2 {version.value.data.radare2_version ?? 'none'}, Node.js{' '}
          {version.value.data.node_version}, {version.value.data.environment}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">State</th>
            <th scope="col" class="wide">
              Set by
            </th>
          </tr>
        </thead>
        <tbody>
          {features.value?.data.map(({ name, enabled, description, source, variable }) => (
            <tr>
              <th scope="row">
                {name.replaceAll('_', ' ')}
                <div class="soft small">{description}</div>
              </th>
              <td>
                <span class={enabled ? 'chip yes' : 'chip'}>{enabled ? 'on' : 'off'}</span>
              </td>
              <td class="wide">
                {source}
                <div class="small">
                  <code>{variable}</code>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
