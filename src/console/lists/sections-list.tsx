import type { JSX } from 'preact';

import { listSections } from '#client/generated/sdk.gen';
import type { AnalysisSummary, Section } from '#client/generated/types.gen';
import { HardeningList } from '../file/hardening-list';
import { Sample } from '../parts/sample';
import { bytesText } from '../parts/words';
import { ask } from '../service/ask';
import { listPage } from './list-page';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';
import { queryOf } from './query-of';

/** What the file is made of, and which protections it is built with. */
export function SectionsList(props: ListProps & { readonly summary: AnalysisSummary }): JSX.Element {
  const { id, summary } = props;
  return (
    <ListSection<Section>
      {...props}
      part="sections"
      title="Sections and hardening"
      columns={[
        {
          title: 'Name',
          width: 'minmax(7rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'name',
          cell: ({ name }) => <Sample text={name} most={60} />,
        },
        { title: 'Address', width: '8.5rem', narrow: '6.2rem', sort: 'address', cell: ({ address }) => address },
        { title: 'Offset', width: '7rem', isWide: true, cell: ({ offset }) => offset },
        { title: 'Size', width: '5.5rem', narrow: '3.7rem', sort: 'size', cell: ({ size }) => bytesText(size) },
        { title: 'In memory', width: '6rem', isWide: true, cell: (row) => bytesText(row.virtual_size) },
        { title: 'Access', width: '4.5rem', cell: ({ permissions }) => <code>{permissions}</code> },
        {
          title: 'Entropy',
          width: '5.5rem',
          narrow: '3.7rem',
          isWide: true,
          sort: 'entropy',
          cell: ({ entropy }) => entropy?.toFixed(2) ?? '',
        },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listSections({
                client,
                path: { id },
                query: queryOf(query, page),
                signal,
              }),
            signal,
          ),
        )
      }
    >
      <HardeningList hardening={summary.summary.hardening} />
    </ListSection>
  );
}
