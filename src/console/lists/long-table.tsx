import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import type { Refusal } from '#client/refusal';
import { Problem } from '../parts/problem';
import { countText } from '../parts/words';
import type { PagedRows, ReadPage } from './paged-rows';
import type { RowCursor } from './row-keys';
import { rowAt, rowKeys } from './row-keys';
import { useKeptPlace } from './use-kept-place';
import { useRows } from './use-rows';
import { ROW_PIXELS, useWindow } from './use-window';

export interface Column<Row> {
  readonly title: string;
  /** As CSS has tracks of grids. */
  readonly width: string;
  /** On narrow screens, where it is another. */
  readonly narrow?: string;
  /** Left out on narrow screens. */
  readonly isWide?: boolean;
  /** What the list is ordered by at this title. */
  readonly sort?: string;
  readonly cell: (row: Row) => ComponentChildren;
}

interface LongTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Names what `read` asks for: another list when it changes. */
  readonly question: string;
  readonly sorted?: { readonly by: string; readonly order: 'asc' | 'desc' };
  readonly empty: string;
  /** Shows what was wrong with the question elsewhere. */
  readonly hidesRefusal?: boolean;
  readonly read: ReadPage<Row>;
  readonly onSort?: (by: string) => void;
  readonly onRefusal?: (refusal: Refusal | undefined) => void;
}

/** A list of any length: rows in sight are drawn, pages in sight are read. Arrows, page keys, home and end move between rows. */
export function LongTable<Row>(props: LongTableProps<Row>): JSX.Element {
  const { label, columns, question, empty, onRefusal, hidesRefusal = false } = props;
  const rows = useRows(question, props.read);
  const scroller = useRef<HTMLDivElement>(null);
  // While another list is read, as long as the one before: what has the focus must stay.
  const before = useRef(0);
  const total = rows?.total ?? before.current;
  before.current = total;
  const shown = useWindow(total, scroller);
  const [at, setAt] = useState(0);
  const cursor = useRef<RowCursor>({ at: 0 }).current;
  const goTo = (index: number): void => {
    cursor.at = index;
    setAt(index);
  };
  const first = shown.items[0]?.index ?? 0;
  const last = shown.items.at(-1)?.index ?? 0;
  useEffect(() => rows?.want(first, last), [rows, first, last]);
  useEffect(() => onRefusal?.(rows?.refusal), [rows?.refusal]);
  useEffect(() => goTo(0), [question]);
  useKeptPlace(question, scroller, rows?.total !== undefined);
  const move = rowKeys(cursor, total, (next) => {
    setAt(next);
    shown.show(next);
    // When it has been drawn: the row that the keys are at by then.
    requestAnimationFrame(() => rowAt(scroller.current, cursor.at)?.focus());
  });
  if (rows?.refusal !== undefined && hidesRefusal) return <></>;
  return (
    <>
      <Status rows={rows} empty={empty} />
      <div
        class="long"
        role="table"
        aria-label={label}
        aria-rowcount={total + 1}
        hidden={isNothingToShow(rows)}
        style={tracks(columns)}
      >
        <Heads {...props} />
        <div class="rows" role="rowgroup" ref={scroller} onKeyDown={move} style={heightOf(rows?.total, shown.height)}>
          <div role="presentation" style={{ height: `${shown.height}px` }}>
            {shown.items.map(({ index, start }) => (
              <Line
                key={index}
                index={index}
                start={start}
                columns={columns}
                row={rows?.row(index)}
                isAt={index === at}
                onFocus={() => goTo(index)}
              />
            ))}
          </div>
        </div>
      </div>
    </>
  );
}

interface StatusProps {
  readonly rows: PagedRows<unknown> | undefined;
  readonly empty: string;
}

function Status({ rows, empty }: StatusProps): JSX.Element {
  const { total, missing, refusal } = rows ?? {};
  if (refusal !== undefined) return <Problem refusal={refusal} again={() => rows?.again()} />;
  return (
    <>
      <p class="soft small" role="status">
        {total === undefined ? 'Reading …' : `${countText(total)} in this list`}
      </p>
      {total === 0 && <p class="empty">{missing ?? empty}</p>}
    </>
  );
}

/** As high as its rows, where these are few; what has no height yet would be taken for a list of which nothing is in sight. */
function heightOf(total: number | undefined, height: number): Record<string, string> {
  return total === undefined ? {} : { 'max-height': `${height}px` };
}

function isNothingToShow(rows: PagedRows<unknown> | undefined): boolean {
  return rows?.total === 0 || (rows?.total === undefined && rows?.refusal !== undefined);
}

interface LineProps<Row> {
  readonly index: number;
  readonly start: number;
  readonly columns: readonly Column<Row>[];
  readonly row: Row | undefined;
  readonly isAt: boolean;
  readonly onFocus: () => void;
}

function Line<Row>({ index, start, columns, row, isAt, onFocus }: LineProps<Row>): JSX.Element {
  const line = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Tab goes through the row that the keys are at, and not through all that are drawn.
    for (const link of line.current?.querySelectorAll('a') ?? []) link.tabIndex = isAt ? 0 : -1;
  });
  return (
    <div
      role="row"
      class="line"
      ref={line}
      aria-rowindex={index + 2}
      tabIndex={isAt ? 0 : -1}
      onFocusIn={onFocus}
      style={{ transform: `translateY(${start}px)`, height: `${ROW_PIXELS}px` }}
    >
      {columns.map((column) => (
        <div role="cell" class={column.isWide === true ? 'wide' : ''}>
          {row === undefined ? '…' : column.cell(row)}
        </div>
      ))}
    </div>
  );
}

function Heads<Row>({ columns, sorted, onSort }: LongTableProps<Row>): JSX.Element {
  return (
    <div role="rowgroup">
      <div role="row" class="line heads" aria-rowindex={1}>
        {columns.map(({ title, sort, isWide }) => {
          const isSorted = sort !== undefined && sorted?.by === sort;
          const order = sorted?.order === 'desc' ? 'descending' : 'ascending';
          return (
            <div role="columnheader" class={isWide === true ? 'wide' : ''} aria-sort={isSorted ? order : undefined}>
              {sort === undefined ? (
                title
              ) : (
                <button class="quiet" onClick={() => onSort?.(sort)}>
                  {title}
                  <span aria-hidden="true">{isSorted ? (order === 'ascending' ? ' ↑' : ' ↓') : ''}</span>
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function tracks<Row>(columns: readonly Column<Row>[]): Record<string, string> {
  const narrow = columns.filter(({ isWide }) => isWide !== true);
  return {
    '--tracks': columns.map(({ width }) => width).join(' '),
    '--narrow-tracks': narrow.map((column) => column.narrow ?? column.width).join(' '),
  };
}
