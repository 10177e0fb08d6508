import type { AnalysisDepth } from '#client/generated/types.gen';
import { Refusal } from '#client/refusal';
import { submitBytes } from '#client/submit-bytes';
import { announce } from '../parts/announce';
import { toldText } from '../parts/shown-text';
import { storeOf } from '../parts/store';
import { bytesText } from '../parts/words';
import { patiently, refusalOf } from '../service/ask';
import { session } from '../service/session';
import type { Chosen } from './files-dropped';
import { MOST_FILES } from './files-dropped';
import { mostBytes } from './most-bytes';

/** A file on its way. What was taken is a job, and no longer here. */
export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly content: Blob;
  readonly depth: AnalysisDepth;
  readonly state: 'waiting' | 'sending' | 'refused';
  /** Why it is not sent at once: the service has asked for patience. */
  readonly waits?: string;
  readonly refusal?: Refusal;
}

export const uploads = storeOf<readonly Upload[]>([]);
/** What was not taken in of what was chosen last, in words. */
export const leftOut = storeOf<string | undefined>(undefined);
/** How many have become jobs. */
export const submitted = storeOf(0);
/** How deep files are looked into that come in from now on. */
export const depthWanted = storeOf<AnalysisDepth>('standard');

/** At once: the service takes them in one after the other anyway. */
const AT_ONCE = 2;
const LONGEST_NAME = 255;
const NAMED = 3;
const given = new Map<number, AbortController>();
let lastId = 0;

export function addUploads(chosen: Chosen): void {
  const depth = depthWanted.get();
  const added = chosen.files.map(({ name, content }): Upload => {
    lastId += 1;
    return { id: lastId, name: name.slice(-LONGEST_NAME), content, depth, state: 'waiting' };
  });
  leftOut.set(notTaken(chosen));
  if (added.length === 0) return;
  uploads.set([...uploads.get(), ...added]);
  announce(`${added.length === 1 ? 'One file' : `${added.length} files`} to be sent.`);
  sendNext();
}

export function removeUpload(id: number): void {
  given.get(id)?.abort();
  uploads.set(uploads.get().filter((each) => each.id !== id));
  sendNext();
}

/** Those that wait, are being sent, or were refused: all of them. */
export function removeUploads(): void {
  for (const gone of given.values()) gone.abort();
  uploads.set([]);
  leftOut.set(undefined);
}

export function retryUpload(id: number): void {
  change(id, atRest);
  sendNext();
}

function notTaken({ hasMore, unread }: Chosen): string | undefined {
  const said = [
    ...(hasMore ? [`Only the first ${MOST_FILES} files were taken: send the others when these have gone.`] : []),
    ...(unread.length > 0 ? [`The browser cannot read ${namesOf(unread)}.`] : []),
  ];
  return said.length === 0 ? undefined : said.join(' ');
}

function namesOf(names: readonly string[]): string {
  const more = names.length - NAMED;
  const told = names.slice(0, NAMED).map((name) => toldText(name));
  return `${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function sendNext(): void {
  if (session.get().kind !== 'in') return;
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
    await submit(upload, gone.signal);
    uploads.set(uploads.get().filter((each) => each.id !== id));
    submitted.set(submitted.get() + 1);
    announce(`${toldText(name)} was taken.`);
  } catch (thrown) {
    if (!gone.signal.aborted) refused(upload, refusalOf(thrown));
  } finally {
    given.delete(id);
    sendNext();
  }
}

function refused(upload: Upload, refusal: Refusal): void {
  const { id, name } = upload;
  // A key that ran out refuses none of the files: they are sent when somebody has signed in.
  if (refusal.status === 401) change(id, atRest);
  else {
    change(id, (each) => ({ ...atRest(each), state: 'refused', refusal }));
    announce(`${toldText(name)} was refused: ${refusal.message}`);
  }
}

async function submit({ id, name, content, depth }: Upload, signal: AbortSignal): Promise<void> {
  const most = await mostBytes();
  if (content.size > most) {
    throw new Refusal(
      'FILE_TOO_LARGE',
      `The file has ${bytesText(content.size)}; this service takes at most ${bytesText(most)}.`,
      'Send the part that matters, or ask whoever runs the service to raise its limit.',
    );
  }
  await patiently(
    async (client) => {
      await mustBeReadable(content);
      return submitBytes(client, { name, content, options: { analysis_depth: depth, wait_seconds: 0 }, signal });
    },
    signal,
    (what) => change(id, (each) => ({ ...atRest(each), state: 'sending', ...(what && { waits: what.text }) })),
  );
}

/** A file that was changed or deleted since it was chosen looks to the browser like a service that is away. */
async function mustBeReadable(content: Blob): Promise<void> {
  try {
    await content.slice(0, 1).arrayBuffer();
  } catch {
    throw new Refusal('FILE_GONE', 'The file cannot be read any more.', 'Choose it again.');
  }
}

function atRest({ id, name, content, depth }: Upload): Upload {
  return { id, name, content, depth, state: 'waiting' };
}

function change(id: number, changed: (upload: Upload) => Upload): void {
  uploads.set(uploads.get().map((each) => (each.id === id ? changed(each) : each)));
}

session.subscribe(() => {
  const now = session.get();
  if (now.kind === 'in') sendNext();
  // Whoever signs in next is not to send what somebody else has chosen.
  else if (now.kind === 'out' && now.isByChoice) removeUploads();
});

window.addEventListener('beforeunload', (event) => {
  if (uploads.get().some(({ state }) => state !== 'refused')) event.preventDefault();
});
