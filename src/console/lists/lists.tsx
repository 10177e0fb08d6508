import type { JSX } from 'preact';

import { listExports, listFunctions, listImports, listSections, listStrings } from '#client/generated/sdk.gen';
import type {
  AnalysisSummary,
  Export,
  ExtractedString,
  FunctionFields,
  Import,
  ListExportsData,
  ListFunctionsData,
  ListImportsData,
  ListSectionsData,
  ListStringsData,
  Section,
} from '#client/generated/types.gen';
import { At, FunctionLink } from '../parts/at';
import { Sample } from '../parts/sample';
import { bytesText, countText, wordsOf } from '../parts/words';
import { ask } from '../service/ask';
import { HardeningList } from '../file/hardening-list';
import { listPage } from './list-page';
import type { ListProps, ListQuery } from './list-section';
import { ListSection } from './list-section';
import { PAGE_ROWS } from './paged-rows';

const CATEGORIES = ['network', 'file', 'process', 'registry', 'crypto', 'memory', 'ui', 'system', 'string', 'other'];
const FUNCTION_TYPES = ['function', 'import', 'entry', 'thunk', 'library'];
const STRING_TYPES =
  'url user_agent email guid registry_path ip_address file_path domain crypto command error_message format long_text readable_text binary_data'.split(
    ' ',
  );
const FIELDS = 'name,address,size,type,complexity_score,calls_to,calls_from,totals';

/** A query in the client's types: of an address that somebody wrote, the service says what it does not take. */
function queryOf<Query>(query: ListQuery, page: number): Query {
  return { ...query, page, page_size: PAGE_ROWS, partial: 'true' } as Query;
}

export function FunctionsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<FunctionFields>
      {...props}
      part="functions"
      title="Functions"
      types={FUNCTION_TYPES}
      categories={CATEGORIES}
      columns={[
        {
          title: 'Address',
          width: '8.5rem',
          narrow: '6.2rem',
          sort: 'address',
          cell: ({ address = '' }) => <FunctionLink id={id} of={address} />,
        },
        {
          title: 'Name',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'name',
          cell: ({ name = '', address = '' }) => <FunctionLink id={id} of={address} name={name} />,
        },
        {
          title: 'Bytes',
          width: '5.5rem',
          narrow: '3.7rem',
          sort: 'size',
          cell: ({ size = 0 }) => <Figure of={size} />,
        },
        {
          title: 'Complexity',
          width: '7rem',
          isWide: true,
          sort: 'complexity',
          cell: (row) => <Figure of={row.complexity_score} />,
        },
        {
          title: 'Calls',
          width: '5rem',
          isWide: true,
          sort: 'calls',
          cell: (row) => <Figure of={row.totals?.calls_to ?? row.calls_to?.length} />,
        },
        {
          title: 'Callers',
          width: '5rem',
          isWide: true,
          cell: (row) => <Figure of={row.totals?.calls_from ?? row.calls_from?.length} />,
        },
        { title: 'Type', width: '6rem', isWide: true, cell: ({ type = '' }) => type },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listFunctions({
                client,
                path: { id },
                query: { ...queryOf<ListFunctionsData['query'] & object>(query, page), fields: FIELDS },
                signal,
              }),
            signal,
          ),
        )
      }
    />
  );
}

export function StringsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<ExtractedString>
      {...props}
      part="strings"
      title="Strings"
      types={STRING_TYPES}
      columns={[
        {
          title: 'Address',
          width: '8.5rem',
          narrow: '6.2rem',
          sort: 'address',
          cell: ({ address }) => <At id={id} address={address} />,
        },
        {
          title: 'Text',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'content',
          cell: ({ content }) => <Sample text={content} most={300} />,
        },
        { title: 'Type', width: '8.5rem', narrow: '6.2rem', isWide: true, cell: ({ type }) => wordsOf(type) },
        {
          title: 'Length',
          width: '5.5rem',
          narrow: '3.7rem',
          isWide: true,
          sort: 'length',
          cell: ({ length }) => <Figure of={length} />,
        },
        { title: 'Users', width: '5rem', isWide: true, cell: (row) => <Figure of={row.used_by_total} /> },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listStrings({
                client,
                path: { id },
                query: queryOf<ListStringsData['query'] & object>(query, page),
                signal,
              }),
            signal,
          ),
        )
      }
    />
  );
}

export function ImportsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<Import>
      {...props}
      part="imports"
      title="Imports"
      types={CATEGORIES}
      columns={[
        {
          title: 'Name',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'name',
          cell: ({ name, library }) => (
            <At
              id={id}
              address={`imp:${library === undefined ? '' : `${library.replace(/\.dll$/i, '')}.`}${name}`}
              name={name}
            />
          ),
        },
        {
          title: 'Library',
          width: '12rem',
          isWide: true,
          sort: 'library',
          cell: ({ library = '' }) => <Sample text={library} most={80} />,
        },
        { title: 'Category', width: '6rem', cell: ({ category }) => category },
        { title: 'Users', width: '5rem', cell: (row) => <Figure of={row.used_by_total} /> },
        {
          title: 'Slot',
          width: '8.5rem',
          narrow: '6.2rem',
          isWide: true,
          sort: 'address',
          cell: ({ address = '' }) => address,
        },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listImports({
                client,
                path: { id },
                query: queryOf<ListImportsData['query'] & object>(query, page),
                signal,
              }),
            signal,
          ),
        )
      }
    />
  );
}

export function ExportsList(props: ListProps): JSX.Element {
  const { id } = props;
  return (
    <ListSection<Export>
      {...props}
      part="exports"
      title="Exports"
      types={['function', 'object', 'other']}
      columns={[
        {
          title: 'Address',
          width: '8.5rem',
          narrow: '6.2rem',
          sort: 'address',
          cell: ({ address }) => <At id={id} address={address} />,
        },
        {
          title: 'Name',
          width: 'minmax(8rem, 1fr)',
          narrow: 'minmax(0, 1fr)',
          sort: 'name',
          cell: ({ name }) => <Sample text={name} most={120} />,
        },
        { title: 'Bytes', width: '5.5rem', narrow: '3.7rem', sort: 'size', cell: ({ size }) => <Figure of={size} /> },
        { title: 'Type', width: '6rem', isWide: true, cell: ({ type }) => type },
        {
          title: 'Leads to',
          width: '12rem',
          isWide: true,
          cell: ({ forwarder = '' }) => <Sample text={forwarder} most={80} />,
        },
      ]}
      read={async (query, page, signal) =>
        listPage(
          await ask(
            (client) =>
              listExports({
                client,
                path: { id },
                query: queryOf<ListExportsData['query'] & object>(query, page),
                signal,
              }),
            signal,
          ),
        )
      }
    />
  );
}

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
                query: queryOf<ListSectionsData['query'] & object>(query, page),
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

function Figure({ of }: { readonly of: number | undefined }): JSX.Element {
  return <span class="figure">{of === undefined ? '' : countText(of)}</span>;
}
