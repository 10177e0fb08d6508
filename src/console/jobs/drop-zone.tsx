import type { JSX, TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { AnalysisDepth } from '#client/generated/types.gen';
import type { ChosenFile } from './files-dropped';
import { filesChosen, filesDropped } from './files-dropped';
import { addUploads } from './uploads';

const DEPTHS: readonly (readonly [AnalysisDepth, string])[] = [
  ['quick', 'quick: structure'],
  ['standard', 'standard: and code'],
  ['comprehensive', 'comprehensive: and pseudo code'],
];

/** Where files come in: dropped, chosen or pasted, also in folders. */
export function DropZone(): JSX.Element {
  const [depth, setDepth] = useState<AnalysisDepth>('standard');
  const picker = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const send = (files: readonly ChosenFile[]): void => {
    if (files.length > 0) addUploads(files, depth);
  };
  const isOver = useDrops(send);
  const chosen = (event: TargetedEvent<HTMLInputElement>): void => {
    send(filesChosen(event.currentTarget.files));
    event.currentTarget.value = '';
  };
  return (
    <section class={isOver ? 'drop over' : 'drop'} aria-labelledby="drop-title">
      <h2 id="drop-title">Drop programs here</h2>
      <p class="soft">
        PE, ELF or Mach-O, one or many, folders too; or paste a copied file. They are taken apart in a sandbox, never
        executed.
      </p>
      <div class="row">
        <button class="first" onClick={() => picker.current?.click()}>
          Choose files
        </button>
        <button onClick={() => folder.current?.click()}>Choose a folder</button>
        <label>
          Depth{' '}
          <select value={depth} onChange={(event) => setDepth(event.currentTarget.value as AnalysisDepth)}>
            {DEPTHS.map(([name, text]) => (
              <option value={name}>{text}</option>
            ))}
          </select>
        </label>
      </div>
      <input ref={picker} type="file" multiple hidden aria-label="Files to analyse" onChange={chosen} />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="A folder to analyse"
        onChange={chosen}
        {...{ webkitdirectory: true }}
      />
    </section>
  );
}

/** Drops and pastes anywhere in the window count; whether something hovers over it now. */
function useDrops(send: (files: readonly ChosenFile[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(send);
  latest.current = send;
  useEffect(() => {
    const gone = new AbortController();
    const listen = <Name extends 'dragover' | 'dragleave' | 'drop' | 'paste'>(
      name: Name,
      heard: (event: WindowEventMap[Name]) => void,
    ): void => window.addEventListener(name, heard, { signal: gone.signal });
    const take = async (data: DataTransfer | null): Promise<void> => {
      if (data !== null) latest.current(await filesDropped(data));
    };
    listen('dragover', (event) => {
      event.preventDefault();
      setOver(true);
    });
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      event.preventDefault();
      setOver(false);
      void take(event.dataTransfer);
    });
    listen('paste', (event) => {
      if ((event.clipboardData?.files.length ?? 0) > 0) void take(event.clipboardData);
    });
    return () => gone.abort();
  }, []);
  return isOver;
}
