import type { EntryRefusal } from './entry-refusal';
import { EntryRefused } from './entry-refusal';

/** The archive cannot be read from here on. */
export function damagedArchive(what: string, cause?: unknown): EntryRefused {
  return new EntryRefused(
    {
      code: 'ARCHIVE_DAMAGED',
      message: `The archive cannot be read: ${what}.`,
      advice: 'Check that it was copied whole, pack the files anew, or send them without an archive.',
    },
    true,
    cause,
  );
}

/** One entry cannot be read; those beside it may be. */
export function damagedEntry(what: string, cause?: unknown): EntryRefused {
  return new EntryRefused(
    {
      code: 'ARCHIVE_DAMAGED',
      message: `The entry cannot be read: ${what}.`,
      advice: 'Pack the file anew, or send it without an archive.',
    },
    false,
    cause,
  );
}

export function nestedArchive(name: string): EntryRefusal {
  return {
    code: 'NESTED_ARCHIVE',
    message: `The entry is an archive itself: ${name}.`,
    advice: 'Unpack it and send what is in it.',
  };
}

export function notAFile(what: string): EntryRefusal {
  return {
    code: 'NOT_A_FILE',
    message: `The entry is no regular file but ${what}.`,
    advice: 'Pack the file itself; for a link, what it points to.',
  };
}

export const PASSWORD_NEEDED: EntryRefusal = {
  code: 'PASSWORD_NEEDED',
  message: 'The entry is encrypted, and no password was sent.',
  advice: 'Send the archive with its password in the field password; archives of malware often have "infected".',
};

export const PASSWORD_WRONG: EntryRefusal = {
  code: 'PASSWORD_WRONG',
  message: 'The entry cannot be decrypted with the password that was sent.',
  advice: 'Send the archive with the right password in the field password.',
};

export function unsupportedArchive(what: string): EntryRefusal {
  return {
    code: 'UNSUPPORTED_ARCHIVE',
    message: `${what} cannot be unpacked here.`,
    advice: 'Send a zip (stored, deflated or AES-encrypted), a tar or a tar.gz, or the files without an archive.',
  };
}

/** What nobody got to. */
export function notTaken(why: string): EntryRefusal {
  return { code: 'NOT_TAKEN', message: `Not taken in: ${why}.`, advice: 'Send it again.' };
}
