import type { JSX } from 'preact';

import { getListing } from '#client/generated/sdk.gen';
import type { ListingLine } from '#client/generated/types.gen';
import { At, FunctionLink } from '../parts/at';
import { Sample } from '../parts/sample';
import { ask } from '../service/ask';
import { listPage } from './list-page';
import { LongTable } from './long-table';
import { PAGE_ROWS } from './paged-rows';

/** The instructions of a function, with what they name. */
export function Listing({ id, of }: { readonly id: string; readonly of: string }): JSX.Element {
  return (
    <section aria-labelledby="listing-title" class="listing">
      <h3 id="listing-title">Instructions</h3>
      <LongTable<ListingLine>
        label="Instructions"
        question={`${id} ${of}`}
        empty="It has none."
        columns={[
          { title: 'Address', width: '8.5rem', narrow: '5.5rem', cell: ({ address }) => <code>{address}</code> },
          { title: 'Bytes', width: '11rem', isWide: true, cell: ({ bytes }) => <code class="soft">{bytes}</code> },
          {
            title: 'Instruction',
            width: 'minmax(9rem, 1fr)',
            narrow: 'minmax(0, 3fr)',
            cell: ({ text }) => <code>{text}</code>,
          },
          {
            title: 'Names',
            width: 'minmax(7rem, 1fr)',
            narrow: 'minmax(0, 2fr)',
            cell: (line) => <Named id={id} line={line} />,
          },
        ]}
        read={async (page, signal) =>
          listPage(
            await ask(
              (client) =>
                getListing({
                  client,
                  path: { id, ref: of },
                  query: { format: 'json', page, page_size: PAGE_ROWS },
                  signal,
                }),
              signal,
            ),
          )
        }
      />
    </section>
  );
}

function Named({ id, line }: { readonly id: string; readonly line: ListingLine }): JSX.Element | null {
  const { refers_to: to } = line;
  if (to === undefined) return null;
  if (to.kind === 'function') return <FunctionLink id={id} of={to.address} name={to.name ?? to.address} />;
  if (to.kind === 'import') return <At id={id} address={to.address} name={to.name ?? to.address} />;
  if (to.string === undefined) return <code>{to.address}</code>;
  return (
    <>
      <At id={id} address={to.address} /> <Sample text={JSON.stringify(to.string)} most={120} />
    </>
  );
}
