import { getFormats } from '#client/generated/sdk.gen';
import { ask } from '../service/ask';

let known: Promise<number> | undefined;

/** How large a file may be for this service; asked once. Without limit where it does not say: then it refuses by itself. */
export function mostBytes(): Promise<number> {
  known ??= ask((client) => getFormats({ client })).then(
    ({ data }) => data.limits.max_file_size_bytes,
    () => {
      known = undefined;
      return Number.POSITIVE_INFINITY;
    },
  );
  return known;
}
