import type { JSX, TargetedEvent } from 'preact';
import { useRef } from 'preact/hooks';

import type { AnalysisDepth } from '#client/generated/types.gen';
import { useStore } from '../parts/store';
import { filesChosen } from './files-dropped';
import { addUploads, depthWanted } from './uploads';

const DEPTHS: Readonly<Record<AnalysisDepth, string>> = {
  quick: 'quick: structure',
  standard: 'standard: and code',
  comprehensive: 'comprehensive: and pseudo code',
};

/** Where files come in: dropped, chosen or pasted, also in folders. */
export function DropZone({ isOver }: { readonly isOver: boolean }): JSX.Element {
  const depth = useStore(depthWanted);
  const picker = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (event: TargetedEvent<HTMLInputElement>): void => {
    addUploads(filesChosen(event.currentTarget.files));
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
          <select value={depth} onChange={(event) => depthWanted.set(event.currentTarget.value as AnalysisDepth)}>
            {Object.entries(DEPTHS).map(([name, text]) => (
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
