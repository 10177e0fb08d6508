import type { AnalysisDepth } from '#client/generated/types.gen';
import { Refusal } from '#client/refusal';
import { submitBytes } from '#client/submit-bytes';
import { announce } from '../parts/announce';
import { storeOf } from '../parts/store';
import { bytesText } from '../parts/words';
import { patiently, refusalOf } from '../service/ask';
import { currentClient, session } from '../service/session';
import { mostBytes } from './most-bytes';

/** A file on its way. What was taken is a job, and no longer here. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly content: Blob;
  readonly depth: AnalysisDepth;
  readonly state: 'waiting' | 'sending' | 'refused';
  readonly refusal?: Refusal;
}

export const uploads = storeOf<readonly Upload[]>([]);
/** The latest job that came of one. */
export const submitted = storeOf<{ readonly jobId: string; readonly count: number } | undefined>(undefined);

/** At once: the service takes them in one after the other anyway. */
const AT_ONCE = 2;
const LONGEST_NAME = 255;
const given = new Map<number, AbortController>();
let lastId = 0;

export function addUploads(
  files: readonly { readonly name: string; readonly content: Blob }[],
  depth: AnalysisDepth,
): void {
  const added = files.map(({ name, content }): Upload => {
    lastId += 1;
    return { id: lastId, name: name.slice(-LONGEST_NAME), content, depth, state: 'waiting' };
  });
  uploads.set([...uploads.get(), ...added]);
  announce(`${added.length === 1 ? 'One file' : `${added.length} files`} to be sent.`);
  sendNext();
}

export function removeUpload(id: number): void {
  given.get(id)?.abort();
  uploads.set(uploads.get().filter((each) => each.id !== id));
  sendNext();
}

export function retryUpload(id: number): void {
  change(id, ({ name, content, depth }) => ({ id, name, content, depth, state: 'waiting' }));
  sendNext();
}

function sendNext(): void {
  const all = uploads.get();
  const free = AT_ONCE - all.filter(({ state }) => state === 'sending').length;
  for (const upload of all.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) void send(upload);
}

async function send(upload: Upload): Promise<void> {
  const { id, name } = upload;
  const gone = new AbortController();
  given.set(id, gone);
  change(id, (each) => ({ ...each, state: 'sending' }));
  try {
    const jobId = await taken(upload, gone.signal);
    uploads.set(uploads.get().filter((each) => each.id !== id));
    submitted.set({ jobId, count: (submitted.get()?.count ?? 0) + 1 });
    announce(`${name} was taken.`);
  } catch (thrown) {
    if (!gone.signal.aborted) refused(upload, refusalOf(thrown));
  } finally {
    given.delete(id);
    sendNext();
  }
}

function refused({ id, name }: Upload, refusal: Refusal): void {
  // A key that ran out refuses none of the files: they are sent when somebody has signed in.
  if (refusal.status === 401) change(id, (each) => ({ ...each, state: 'waiting' }));
  else {
    change(id, (each) => ({ ...each, state: 'refused', refusal }));
    announce(`${name} was refused: ${refusal.message}`);
  }
}

async function taken({ name, content, depth }: Upload, signal: AbortSignal): Promise<string> {
  const most = await mostBytes();
  if (content.size > most) {
    throw new Refusal(
      'FILE_TOO_LARGE',
      `The file has ${bytesText(content.size)}; this service takes at most ${bytesText(most)}.`,
      'Send the part that matters, or ask whoever runs the service to raise its limit.',
    );
  }
  const { data } = await patiently(async () => {
    await mustBeReadable(content);
    return submitBytes(currentClient(), { name, content, options: { analysis_depth: depth, wait_seconds: 0 }, signal });
  }, signal);
  return data.data.job_id;
}

/** A file that was changed or deleted since it was chosen looks to the browser like a service that is away. */
async function mustBeReadable(content: Blob): Promise<void> {
  try {
    await content.slice(0, 1).arrayBuffer();
  } catch {
    throw new Refusal('FILE_GONE', 'The file cannot be read any more.', 'Choose it again.');
  }
}

function change(id: number, changed: (upload: Upload) => Upload): void {
  uploads.set(uploads.get().map((each) => (each.id === id ? changed(each) : each)));
}

session.subscribe(() => {
  if (session.get().kind === 'in') sendNext();
});
