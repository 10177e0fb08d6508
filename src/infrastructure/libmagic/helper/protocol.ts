/** By the file itself, as `file` does, or through a mapping of it. */
export type ReadStrategy = 'descriptor' | 'mmap';

/** What a helper is told when it starts, as JSON in its one argument. */
export interface HelperOrders {
  /** The descriptor of its end of the channel. */
  readonly channel: number;
  readonly strategy: ReadStrategy;
  /** The filter of system calls to seal itself with, in Base64; absent where it is not confined. */
  readonly seal?: string;
  readonly database?: string;
  readonly bytesMax?: number;
}

/** What it says of itself first, a line of JSON. */
export type HelperGreeting =
  | { readonly version: string; readonly canReadOutside: boolean; readonly canSpawn: boolean }
  | { readonly fault: string };

/** What is to be said of a file: bits, in the byte that comes with its descriptor. */
export const ASKED = { description: 1, mime: 2, everything: 3 } as const;
export type Asked = (typeof ASKED)[keyof typeof ASKED];

/** What it says of each descriptor that it gets, in the order in which it gets them, a line of JSON each. */
export type HelperAnswer =
  | {
      /** Where it was asked for. */
      readonly description?: DescriptionAnswer;
      /** Where it was asked for: `type/subtype; charset=encoding`. */
      readonly mime?: string;
      readonly elapsedMs: number;
    }
  | { readonly fault: string };

export interface DescriptionAnswer {
  readonly text: string;
  /** Separated by slashes; `???` where there is none. */
  readonly extensions: string;
}
