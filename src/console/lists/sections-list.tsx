import type { JSX } from 'preact';

import { listSections } from '#client/generated/sdk.gen';
import type { AnalysisSummary, Section } from '#client/generated/types.gen';
import { HardeningList } from '../file/hardening-list';
import { Sample } from '../parts/sample';
import { bytesText } from '../parts/words';
import { ADDRESS, BYTES, NAME } from './columns';
import type { ListProps } from './list-section';
import { ListSection } from './list-section';

/** What the file is made of, and which protections it is built with. */
export function SectionsList(props: ListProps & { readonly summary: AnalysisSummary }): JSX.Element {
  return (
    <ListSection<Section>
      {...props}
      part="sections"
      title="Sections and hardening"
      list={listSections}
      columns={[
        { ...NAME, width: 'minmax(7rem, 1fr)', cell: ({ name }) => <Sample text={name} most={60} /> },
        { ...ADDRESS, cell: ({ address }) => address },
        { title: 'Offset', width: '7rem', isWide: true, cell: ({ offset }) => offset },
        { ...BYTES, title: 'Size', cell: ({ size }) => bytesText(size) },
        { title: 'In memory', width: '6rem', isWide: true, cell: (row) => bytesText(row.virtual_size) },
        { title: 'Access', width: '4.5rem', cell: ({ permissions }) => <code>{permissions}</code> },
        {
          title: 'Entropy',
          width: '5.5rem',
          isWide: true,
          sort: 'entropy',
          cell: ({ entropy }) => entropy?.toFixed(2) ?? '',
        },
      ]}
    >
      <HardeningList hardening={props.summary.summary.hardening} />
    </ListSection>
  );
}
