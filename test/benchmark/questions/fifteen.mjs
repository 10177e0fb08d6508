import * as truth from './truth.mjs';

/** Of those that a list of functions answers: `tag` is a category of imports. */
function touching(tag, words, isShared = true) {
  return {
    title: `functions ${words}`,
    isShared,
    truth: ({ document }) => truth.usersOf(document, tag),
    ask: (reader, { document }) =>
      truth.isGo(document)
        ? askGo(reader, tag)
        : reader.askAll('search', { q: `tag:${tag}`, kinds: 'function', max_tokens: 4000 }),
  };
}

const GO_QUERIES = {
  network: ['/^net\\./', '/^net\\/http\\./'],
  process: ['/^(os\\/exec|os\\.\\(\\*Process\\)|syscall\\.(forkExec|StartProcess|forkAndExecInChild))/'],
  file: ['/^os\\.(\\(\\*File\\)|OpenFile|ReadFile|WriteFile)/'],
  crypto: ['/^crypto\\//'],
};

/** A program in Go imports nothing: its packages are in the names of its functions. */
async function askGo(reader, tag) {
  for (const q of GO_QUERIES[tag]) await reader.ask('search', { q, kinds: 'function', max_tokens: 600 });
}

/**
 * What is asked of a program, as a script that knows nothing of it but the question. `truth`: what the answer must have, from the
 * document and its symbols; nothing, where it is not in the file. `isShared`: radare2-mcp has tools for it as well.
 */
export const QUESTIONS = [
  {
    title: 'what does it do',
    isShared: true,
    truth: ({ document }) => [...truth.abilities(document), [document.metadata.file.architecture]],
    ask: (reader) => reader.ask('report', { kinds: 'identity,self_description,capability', max_tokens: 900 }),
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
    truth: ({ document }) => truth.usedStrings(document, truth.credentials(document)),
    ask: (reader) =>
      reader.askAll('search', { q: '/passw(or)?d|passphrase|secret/i', kinds: 'string', max_tokens: 4000 }),
  },
  {
    title: 'versions of what is inside',
    isShared: true,
    truth: ({ document }) => truth.versions(document),
    ask: async (reader, { document }) => {
      if (document.metadata.file.version_info !== undefined)
        await reader.ask('report', { kinds: 'identity', max_tokens: 500 });
      await reader.askAll('search', {
        q: '/go1\\.[0-9]|OpenSSL [0-9]|registry.src.*-[0-9]+\\.[0-9]+\\.[0-9]+|^[^ ]*(GNU |Bash version )?[A-Za-z]+[ -](version )?[0-9]+\\.[0-9]+\\.[0-9]+/',
        kinds: 'string',
        max_tokens: 4000,
      });
    },
  },
  {
    title: 'addresses of the net, their users',
    isShared: true,
    truth: ({ document }) => truth.usedStrings(document, truth.netAddresses(document)).slice(0, 40),
    ask: async (reader) => {
      for (const type of ['url', 'ip_address', 'domain'])
        await reader.ask('search', { q: `type:${type}`, max_tokens: 2000 });
    },
  },
  {
    title: 'command line options',
    isShared: true,
    truth: ({ document }) => truth.options(document).map(({ address }) => [address]),
    ask: (reader) =>
      reader.askAll('search', { q: '/^\\s*-{1,2}[A-Za-z?][\\w-]*([ =,\\n]|$)/', kinds: 'string', max_tokens: 4000 }),
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
      await reader.ask(`facts/fn:${data[0]?.address}`, { parts: 'calls,imports,strings', max_tokens: 600 });
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
    truth: ({ document }) => truth.cryptography(document),
    ask: (reader, { document }) =>
      truth.isGo(document) ? askGo(reader, 'crypto') : reader.ask('search', { q: 'tag:crypto', max_tokens: 2000 }),
  },
  {
    title: 'what changed in another build',
    isShared: false,
    truth: ({ document, other }) => {
      const names = truth.differences(document, other.document);
      return names.length === 0 ? [['0 changed, 0 only here, 0 only there']] : names.slice(0, 30);
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
