import * as truth from './truth.mjs';

/** Of those that a list of functions answers: `tag` is a category of imports. */
function touching(tag, words) {
  return {
    title: `functions ${words}`,
    isShared: true,
    isSearch: true,
    truth: ({ document }) => truth.usersOf(document, tag),
    ask: (reader, { document }) =>
      truth.isGo(document) ? askGo(reader, tag) : reader.askList(`tag:${tag}`, 'function'),
  };
}

const GO_QUERIES = {
  network: '/^net(\\/http)?\\./',
  process: '/^(os\\/exec|os\\.\\(\\*Process\\)|syscall\\.(forkExec|StartProcess|forkAndExecInChild))/',
  file: '/^os\\.(\\(\\*File\\)|OpenFile|ReadFile|WriteFile)/',
  crypto: '/^crypto\\//',
};

/** A program in Go imports nothing: its packages are in the names of its functions. */
function askGo(reader, tag) {
  return reader.ask('search', { q: GO_QUERIES[tag], kinds: 'function', max_tokens: 600 });
}

/**
 * What is asked of a program, as a script that knows nothing of it but the question. `truth`: what the answer must have, from the
 * document and its symbols; nothing, where it is not in the file. `isShared`: radare2-mcp has tools for it as well.
 * `isSearch`: where nothing is true, nothing must be found.
 */
export const QUESTIONS = [
  {
    title: 'what does it do',
    isShared: true,
    truth: ({ document }) => [...truth.abilities(document), ...truth.gravest(document)],
    ask: (reader) => reader.ask('report', { kinds: 'self_description,capability,finding', max_tokens: 800 }),
  },
  {
    title: 'built with what',
    isShared: true,
    truth: ({ document }) => truth.madeWith(document),
    ask: (reader) => reader.ask('report', { kinds: 'identity', max_tokens: 500 }),
  },
  touching('network', 'touching the network'),
  touching('process', 'starting processes'),
  touching('file', 'working on files'),
  {
    title: 'where is a password compared',
    isShared: true,
    isSearch: true,
    truth: ({ document }) => truth.usedStrings(document, truth.credentials(document)),
    ask: (reader) => reader.askList('/passw(or)?d|passphrase|secret/i', 'string'),
  },
  {
    title: 'versions of what is inside',
    isShared: true,
    truth: ({ document }) => truth.versions(document),
    ask: async (reader, { document }) => {
      if (document.metadata.file.version_info !== undefined)
        await reader.ask('search', { q: 'FileVersion', kinds: 'identity', max_tokens: 500 });
      await reader.askList(
        '/go1\\.[0-9]|OpenSSL [0-9]|registry.src.*-[0-9]+\\.[0-9]+\\.[0-9]+|^[^ ]*(GNU |Bash version )?[A-Za-z]+[ -](version )?[0-9]+\\.[0-9]+\\.[0-9]+/',
        'string',
      );
    },
  },
  {
    title: 'addresses of the net, their users',
    isShared: true,
    isSearch: true,
    truth: ({ document }) => truth.usedStrings(document, truth.netAddresses(document)),
    ask: async (reader) => {
      // What has a path behind it and no scheme is a package of Go rather than a host.
      for (const q of ['type:url', 'type:ip_address', 'type:domain -"/"']) await reader.askList(q, 'string');
    },
  },
  {
    title: 'command line options',
    isShared: true,
    isSearch: true,
    truth: ({ document }) => truth.options(document).map(({ address }) => [address]),
    ask: (reader) => reader.askList('/^\\s*-{1,2}[A-Za-z?][\\w-]*([ =,\\n]|$)/', 'string'),
  },
  {
    title: 'how is a sensitive call reached',
    isShared: false,
    truth: ({ document }) => truth.reachedImport(document)?.users ?? [],
    ask: (reader, { document }) =>
      reader.ask('paths', { to: truth.reachedImport(document)?.to ?? 'imp:system', max_tokens: 600 }),
  },
  {
    title: 'the most complex function',
    isShared: false,
    truth: ({ document }) => truth.aboutFunction(truth.mostComplex(document)),
    ask: async (reader) => {
      const fields = 'address,name,complexity_score';
      const list = await reader.ask('functions', { sort: 'complexity', order: 'desc', page_size: 1, fields });
      const { data } = JSON.parse(list);
      await reader.ask(`facts/fn:${data[0]?.address}`, { parts: 'calls,imports,strings', max_tokens: 1000 });
    },
  },
  {
    title: 'all users of a string',
    isShared: false,
    truth: ({ document }) => {
      const string = truth.muchUsedString(document);
      return string === undefined ? [] : truth.allUsers(document, string);
    },
    ask: (reader, { document }) => {
      const { address = '0x0' } = truth.muchUsedString(document) ?? {};
      return reader.ask(`facts/str:${address}`, { max_tokens: 2000 });
    },
  },
  {
    title: 'cryptography, and where',
    isShared: true,
    isSearch: true,
    truth: ({ document }) => truth.usersOf(document, 'crypto'),
    ask: (reader, { document }) =>
      truth.isGo(document) ? askGo(reader, 'crypto') : reader.askList('tag:crypto', 'function'),
  },
  {
    title: 'what changed in another build',
    isShared: false,
    truth: ({ document, other }) => {
      const names = truth.differences(document, other.document);
      return names.length === 0 ? truth.sameFunctions(document, other.document) : names.slice(0, 20);
    },
    ask: (reader, { other }) => reader.ask(`compare/${other.jobId}`, { max_tokens: 2000 }),
  },
  {
    title: 'seen before',
    isShared: false,
    truth: ({ document, other }) => {
      const shared = truth.sharedFunctions(document, other.document);
      return shared === 0 ? [] : [[other.name]];
    },
    ask: (reader) => reader.ask('similar', { max_tokens: 500 }),
  },
];
