import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { go } from '../shell/route';

/** Asks for facts of this file, from wherever one is in it. */
export function SearchBox({ id, given }: { readonly id: string; readonly given: string }): JSX.Element {
  const [text, setText] = useState(given);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (given !== '') setText(given);
  }, [given]);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { target } = event;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      event.preventDefault();
      box.current?.focus();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const search = (event: Event): void => {
    event.preventDefault();
    if (text.trim() !== '') go(['files', id, 'search'], { q: text.trim() });
  };
  return (
    <form class="search row" role="search" onSubmit={search}>
      <input
        ref={box}
        id="search"
        type="search"
        class="grow"
        value={text}
        maxLength={400}
        spellcheck={false}
        autocomplete="off"
        aria-label="Search in this file"
        aria-keyshortcuts="/"
        aria-describedby="search-wrong"
        placeholder="Search: a word, tag:network, uses:connect, cc>50 …"
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button>Search</button>
    </form>
  );
}
