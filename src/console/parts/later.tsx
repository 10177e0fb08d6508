import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A view whose code is loaded when it is looked at. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): (props: Props) => JSX.Element {
  let known: ComponentType<Props> | undefined;
  return function Later(props: Props): JSX.Element {
    const [hasFailed, setFailed] = useState(false);
    const [, setLoaded] = useState(known !== undefined);
    useEffect(() => {
      if (known !== undefined) return;
      load().then(
        (view) => {
          known = view;
          setLoaded(true);
        },
        () => setFailed(true),
      );
    }, []);
    const View = known;
    if (View !== undefined) return <View {...props} />;
    if (!hasFailed) return <p class="soft">One moment …</p>;
    return (
      <div class="problem" role="alert">
        <p>
          This part of the console could not be loaded. The service is away, or has been renewed since this page was
          opened.
        </p>
        <button onClick={() => location.reload()}>Load the page again</button>
      </div>
    );
  };
}
