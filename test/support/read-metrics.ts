import parse from 'parse-prometheus-text-format';

interface Family {
  readonly name: string;
  readonly type: string;
  readonly metrics: readonly { readonly value: string; readonly labels?: Readonly<Record<string, string>> }[];
}

/** What a page of metrics says, as a parser reads it that is not of the library that wrote it. */
export class ReadMetrics {
  private readonly types: ReadonlyMap<string, string>;
  private readonly samples: ReadonlyMap<string, Family['metrics']>;

  constructor(text: string) {
    this.types = new Map((parse(text) as Family[]).map(({ name, type }) => [name, type.toLowerCase()]));
    // Without their types the parser keeps the labels of histograms, which it drops otherwise.
    const untyped = parse(text.replace(/^# TYPE .*$/gm, '')) as Family[];
    const samples = new Map<string, Family['metrics']>();
    for (const { name, metrics } of untyped) samples.set(name, [...(samples.get(name) ?? []), ...metrics]);
    this.samples = samples;
  }

  /** Of a page at this address. */
  static async from(url: string): Promise<ReadMetrics> {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return new ReadMetrics(await answer.text());
  }

  get names(): readonly string[] {
    return [...this.types.keys()];
  }

  type(name: string): string | undefined {
    return this.types.get(name);
  }

  /** Of a counter or gauge: the sum over all that have these labels; of a histogram, how often it was observed. */
  value(name: string, labels: Readonly<Record<string, string>> = {}): number {
    return this.of(name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels?.[label] === value))
      .reduce((sum, { value }) => sum + Number(value), 0);
  }

  /** All values of a label. */
  labels(name: string, label: string): readonly string[] {
    return [...new Set(this.of(name).flatMap(({ labels = {} }) => labels[label] ?? []))];
  }

  private of(name: string): Family['metrics'] {
    return this.samples.get(this.type(name) === 'histogram' ? `${name}_count` : name) ?? [];
  }
}
