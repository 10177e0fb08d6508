/** Hears how much of something is done: 0-1, rising. */
export type ShareListener = (share: number) => void;

/** Hears of a part, which takes a whole from one share to another. */
export function within(onShare: ShareListener, from: number, to: number): ShareListener {
  return (share) => {
    onShare(from + share * (to - from));
  };
}
