import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { Client } from '#client/generated/client';
import type { Refusal } from '#client/refusal';
import { Choice } from '../parts/choice';
import { Wrong } from '../parts/wrong';
import type { Asked } from '../service/ask';
import { ask } from '../service/ask';
import { restate, routeOf } from '../shell/route';
import type { ListAnswer } from './list-page';
import { listPage } from './list-page';
import type { Column } from './long-table';
import { LongTable } from './long-table';
import { PAGE_ROWS } from './paged-rows';

/** What of a list is asked for, as the address says. */
interface ListQuery {
  readonly filter?: string;
  readonly type?: string;
  readonly category?: string;
  readonly sort?: string;
  readonly order?: 'asc' | 'desc';
}

export interface ListProps {
  readonly id: string;
  readonly query: URLSearchParams;
  readonly isPartial: boolean;
}

/** What a generated method of a list is called with: of what its types do not know, the service says so. */
interface ListAsked {
  readonly client: Client;
  readonly path: { id: string };
  readonly query: object;
  readonly signal: AbortSignal;
}

interface ListSectionProps<Row> extends ListProps {
  readonly part: string;
  readonly title: string;
  readonly types?: readonly string[];
  readonly categories?: readonly string[];
  readonly columns: readonly Column<Row>[];
  readonly children?: ComponentChildren;
  readonly list: (asked: ListAsked) => Asked<ListAnswer>;
}

const SETTLED_MS = 300;

/** A list of a file: filtered and ordered by the service, told in the address. */
export function ListSection<Row>(props: ListSectionProps<Row>): JSX.Element {
  const { id, part, title, query, columns, list, children, isPartial } = props;
  const asked = queryIn(query);
  // By what the address says now, which may be more than what is drawn.
  const state = (change: (now: ListQuery) => ListQuery): void => {
    const now = queryIn(routeOf(location.hash).query);
    restate(['files', id, part], { ...now, ...change(now) });
  };
  const [refusal, setRefusal] = useState<Refusal>();
  const { sort, order = 'asc' } = asked;
  const wrong = refusal?.code === 'INVALID_OPTION' ? refusal : undefined;
  return (
    <section aria-labelledby="list-title">
      <div class="row">
        <h2 id="list-title" class="grow">
          {title}
        </h2>
        <Filter given={asked.filter ?? ''} state={(filter) => state(() => ({ filter }))} wrong={wrong} />
        <Choice label="Type" names={props.types} chosen={asked.type} state={(type) => state(() => ({ type }))} />
        <Choice
          label="Uses"
          names={props.categories}
          chosen={asked.category}
          state={(category) => state(() => ({ category }))}
        />
      </div>
      {children}
      <LongTable
        label={title}
        columns={columns}
        question={JSON.stringify([id, part, asked, isPartial])}
        empty={isNarrowed(asked) ? 'None fits. Ask for others, or all.' : 'There are none in this file.'}
        hidesRefusal={wrong !== undefined}
        read={async (page, signal) => {
          const said = { ...asked, page, page_size: PAGE_ROWS, partial: 'true' };
          return listPage<Row>(await ask((client) => list({ client, path: { id }, query: said, signal }), signal));
        }}
        onRefusal={setRefusal}
        onSort={(by) => state((now) => ({ sort: by, order: now.sort === by && now.order !== 'desc' ? 'desc' : 'asc' }))}
        {...(sort !== undefined && { sorted: { by: sort, order } })}
      />
    </section>
  );
}

interface FilterProps {
  readonly given: string;
  readonly wrong: Refusal | undefined;
  readonly state: (filter: string) => void;
}

/** Asked when nobody has typed for a moment. */
function Filter({ given, wrong, state }: FilterProps): JSX.Element {
  const [text, setText] = useState(given);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stated = useRef(given);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // What the address says because of a link or the way back; what was typed here is there already.
    if (given === stated.current) return;
    clearTimeout(timer.current);
    stated.current = given;
    setText(given);
  }, [given]);
  return (
    <div>
      <input
        type="search"
        value={text}
        maxLength={200}
        spellcheck={false}
        autocomplete="off"
        aria-label="Filter"
        aria-invalid={wrong !== undefined}
        aria-describedby="filter-wrong"
        placeholder="Filter, or /expression/"
        onInput={(event) => {
          const { value } = event.currentTarget;
          setText(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            stated.current = value;
            state(value);
          }, SETTLED_MS);
        }}
      />
      <Wrong id="filter-wrong" refusal={wrong} />
    </div>
  );
}

function isNarrowed({ filter, type, category }: ListQuery): boolean {
  return [filter, type, category].some((each) => each !== undefined);
}

function queryIn(query: URLSearchParams): ListQuery {
  const given = (name: string): string | undefined => query.get(name) ?? undefined;
  const [filter, type, category, sort] = ['filter', 'type', 'category', 'sort'].map(given);
  return {
    ...(filter !== undefined && { filter }),
    ...(type !== undefined && { type }),
    ...(category !== undefined && { category }),
    ...(sort !== undefined && { sort }),
    ...(query.get('order') === 'desc' && { order: 'desc' }),
  };
}
