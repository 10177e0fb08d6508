import { useEffect, useState } from 'preact/hooks';

import { go } from '../shell/route';
import type { Chosen } from './files-dropped';
import { filesDropped } from './files-dropped';
import { addUploads } from './uploads';

/** Takes files in that are dropped or pasted anywhere in the window, whatever it shows. @returns whether something hovers over it now */
export function useDrops(isTaken: boolean): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const gone = new AbortController();
    const listen = <Name extends 'dragover' | 'dragleave' | 'drop' | 'paste'>(
      name: Name,
      heard: (event: WindowEventMap[Name]) => void,
    ): void => window.addEventListener(name, heard, { signal: gone.signal });
    // Also where none are taken: the browser would leave the page for what is dropped on it.
    listen('dragover', (event) => {
      if (!isForText(event)) event.preventDefault();
      setOver(isTaken && hasFiles(event.dataTransfer));
    });
    listen('dragleave', (event) => {
      if (event.relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      setOver(false);
      if (isForText(event)) return;
      event.preventDefault();
      if (isTaken && hasFiles(event.dataTransfer)) take(event.dataTransfer);
    });
    listen('paste', (event) => {
      if (isTaken && (event.clipboardData?.files.length ?? 0) > 0) take(event.clipboardData);
    });
    return () => gone.abort();
  }, [isTaken]);
  return isOver;
}

function take(data: DataTransfer | null): void {
  if (data === null) return;
  void filesDropped(data).then((chosen: Chosen) => {
    addUploads(chosen);
    go([]);
  });
}

function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') === true;
}

/** Text that is dropped into a box is the browser's own matter. */
function isForText({ target, dataTransfer }: DragEvent): boolean {
  return !hasFiles(dataTransfer) && target instanceof HTMLInputElement;
}
