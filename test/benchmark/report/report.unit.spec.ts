interface Figure {
  readonly name: string;
  readonly against: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly target?: { readonly most?: number; readonly least?: number };
  readonly isWorst?: boolean;
}
type Points = readonly (readonly [number, number])[];
interface Series {
  readonly name: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly name: string; readonly points: Points }[];
}
interface Figures {
  readonly verdictOf: (figure: Figure) => string;
  readonly exponentOf: (points: Points) => number | undefined;
  readonly shown: (value: number, unit: string) => string;
}
interface Records {
  readonly compareRecords: (
    stored: { readonly figures: readonly Figure[] },
    now: { readonly figures: readonly Figure[] },
  ) => readonly { readonly name: string; readonly verdict: string; readonly change: number }[];
}

const { verdictOf, exponentOf, shown } = jest.requireActual<Figures>('./figures.cjs');
const { compareRecords } = jest.requireActual<Records>('./record.cjs');
const { pageOf } = jest.requireActual<{
  pageOf: (all: readonly object[], picture: (name: string) => string) => string;
}>('./page.cjs');
const { plotOf } = jest.requireActual<{ plotOf: (series: Series) => string }>('./plot.cjs');

function figure(values: readonly number[], more: Partial<Figure> = {}): Figure {
  return { name: 'time', against: 'the script', unit: 'x', values, ...more };
}

describe('a figure', () => {
  it.each([
    ['met', figure([0.1, 0.3, 0.11], { target: { most: 0.12 } })],
    ['missed', figure([0.1, 0.3, 0.11], { target: { most: 0.12 }, isWorst: true })],
    ['missed', figure([7.9], { target: { least: 8 } })],
    ['met', figure([8], { target: { least: 8 } })],
    ['stated', figure([99])],
  ])('is %s', (verdict, each) => {
    expect(verdictOf(each)).toBe(verdict);
  });

  it.each([
    [0.0512, 'x', '0.0512x'],
    [1.15, 'x', '1.15x'],
    [0, 'MB', '0 MB'],
    [12_345.6, 'ms', '12346 ms'],
  ])('of %d %s is shown as %s', (value, unit, text) => {
    expect(shown(value, unit)).toBe(text);
  });
});

describe('an exponent', () => {
  it.each([0.5, 1, 2])('of points on a power is that power: %d', (power) => {
    const points = [1, 10, 50, 4000].map((x) => [x, 3 * x ** power] as const);
    expect(exponentOf(points)).toBeCloseTo(power, 10);
  });

  it('is none of two points, nor of one place', () => {
    expect([
      exponentOf([
        [1, 1],
        [2, 2],
      ]),
      exponentOf([
        [5, 1],
        [5, 2],
        [5, 3],
      ]),
    ]).toEqual([undefined, undefined]);
  });
});

describe('two records', () => {
  const verdict = (before: Figure, after: Figure): string | undefined =>
    compareRecords({ figures: [before] }, { figures: [after] })[0]?.verdict;

  it.each([
    ['worse', [0.1, 0.11], [0.14, 0.15], { most: 1 }],
    ['better', [0.1, 0.11], [0.05, 0.06], { most: 1 }],
    // The rounds of both runs overlap.
    ['same', [0.1, 0.16], [0.14, 0.15], { most: 1 }],
    ['same', [0.1, 0.1], [0.105, 0.106], { most: 1 }],
    ['worse', [9, 9.1], [7, 7.1], { least: 8 }],
    ['better', [7, 7.1], [9, 9.1], { least: 8 }],
  ] as const)('%s', (expected, before, after, target) => {
    expect(verdict(figure(before, { target }), figure(after, { target }))).toBe(expected);
  });

  it('are compared by their ratios alone', () => {
    expect(verdict(figure([1], { unit: 's' }), figure([9], { unit: 's' }))).toBeUndefined();
    expect(verdict(figure([1]), figure([1], { name: 'another' }))).toBeUndefined();
  });
});

describe('the page', () => {
  const record = {
    measured: '2026-11-30',
    commit: 'abc1234',
    machine: '2 cores',
    versions: 'Node.js 20',
    load: [0.1, 2.5],
    stolen: 0.034,
    figures: [
      figure([0.2, 0.4, 0.3], { name: 'a | b', target: { most: 0.12 } }),
      figure([9], { name: 'c', target: { least: 8 } }),
    ],
    series: [
      {
        name: 'time-by-size',
        title: 'Time by size',
        x: 'bytes',
        y: 's',
        lines: [
          {
            name: 'quick',
            points: [
              [1, 1],
              [10, 10],
              [100, 100],
            ],
          },
        ],
      },
    ],
  };

  it('says what was measured, what is missed, how it grows, and what is not measured yet', () => {
    const page = pageOf(
      [
        { name: 'one', what: 'this', record },
        { name: 'two', what: 'that' },
      ],
      (name) => `pictures/${name}.svg`,
    );
    expect(page).toContain('Of 2 targets 1 are met; missed: a | b (`one`).');
    expect(page).toContain('Not measured yet: `two`.');
    expect(page).toMatch(/\| a \\\| b +\| the script +\| 0\.3x +\| 0\.2x – 0\.4x +\| <= 0\.12x +\| \*\*missed\*\* +\|/);
    expect(page).toContain('![Time by size](pictures/time-by-size.svg)');
    expect(page).toContain('quick grows as the power 1.00');
    expect(page).toContain('load 0.1 when it began, 2.5 when it ended; the host took 3 % of the processor time');
  });
});

describe('a plot', () => {
  const series = (name: string): Series => ({
    name: 'p',
    title: 'a < b & c',
    x: 'bytes',
    y: 's',
    lines: [
      {
        name,
        points: [
          [10_000, 0.2],
          [1_000_000, 4],
          [97_000_000, 150],
        ],
      },
    ],
  });

  it('has every point within its frame, rules at powers of ten, and text as text', () => {
    const svg = plotOf(series('"quick" <1>'));
    const marks = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
    // Three points and the key.
    expect(marks).toHaveLength(4);
    for (const [x = 0, y = 0] of marks) {
      expect(x).toBeGreaterThanOrEqual(70);
      expect(x).toBeLessThanOrEqual(720);
      expect(y).toBeGreaterThanOrEqual(40);
      expect(y).toBeLessThanOrEqual(350);
    }
    expect(svg).toContain('>100000000</text>');
    expect(svg).toContain('a &lt; b &amp; c');
    expect(svg).toContain('&quot;quick&quot; &lt;1>');
    expect(svg).not.toContain('NaN');
  });

  it('marks what lies between two powers of ten where there are no more', () => {
    const few: Series = { ...series('few'), lines: [{ name: 'few', points: [[1, 6], [2, 8], [4, 8.5]] }] }; // prettier-ignore
    const labels = [...plotOf(few).matchAll(/>([\d.]+)<\/text>/g)].map(([, label]) => label);
    expect(labels).toEqual(['1', '2', '5', '10', '1', '2', '5', '10']);
  });

  it('has room for one value', () => {
    const { lines, ...rest } = series('one');
    expect(plotOf({ ...rest, lines: [{ name: lines[0]?.name ?? '', points: [[10, 1]] }] })).not.toMatch(/NaN|Infinity/);
  });
});
