// What is true of a file, from its document: what an answer must have. Each item is what the answer may call it by.

const NO_FUNCTIONS = new Set(['thunk', 'import']);
const CREDENTIAL = /passw(?:or)?d|passphrase|secret/i;
const OPTION = /^\s*-{1,2}[A-Za-z?][\w-]*(?:[ =,\n]|$)/;
const NET_TYPES = ['url', 'ip_address', 'domain'];
/** Packages of Go's own library by what they are for: a program in Go imports nothing. */
const GO_PACKAGES = {
  network: /^net(?:\/http)?\./,
  process: /^(?:os\/exec|os\.\(\*Process\)|syscall\.(?:forkExec|StartProcess|forkAndExecInChild))/,
  file: /^os\.(?:\(\*File\)|OpenFile|ReadFile|WriteFile)/,
  crypto: /^crypto\//,
};
const VERSIONS = [
  /\bgo1\.\d+(?:\.\d+)?\b/,
  /\bOpenSSL \d+\.\d+\.\d+[a-z]?\b/,
  /\/registry\/src\/[^/]+\/([a-z][\w-]*-\d+\.\d+\.\d+)\//,
  /^(?:@\(#\))?(?:GNU |Bash version )?[A-Za-z]+[ -](?:version )?\d+\.\d+\.\d+(?:\(\d+\))?\b/,
];

export const credentials = ({ strings }) => strings.filter(({ content }) => CREDENTIAL.test(content));
export const options = ({ strings }) => strings.filter(({ content }) => OPTION.test(content));
export const netAddresses = ({ strings }) =>
  strings.filter(({ type, content }) => NET_TYPES.includes(type) && (type !== 'domain' || !content.includes('/')));
export const isGo = ({ metadata }) => metadata.file.language === 'go';

/** The functions that use an import of a category; of a program in Go, those of its packages, one a package. */
export function usersOf(document, category) {
  if (isGo(document)) return goFunctions(document, category);
  const byAddress = functionsOf(document);
  const users = document.imports.filter((each) => each.category === category).flatMap(({ used_by = [] }) => used_by);
  return [...new Set(users)].filter((address) => byAddress.has(address)).map((address) => named(byAddress, address));
}

function goFunctions({ functions }, category) {
  const packages = new Map();
  for (const { name } of functions) {
    const [found] = GO_PACKAGES[category].exec(name) ?? [];
    if (found !== undefined) packages.set(found, [found]);
  }
  return [...packages.values()];
}

/** Functions of its own: without stubs and thunks. */
function functionsOf({ functions }) {
  return new Map(functions.filter(({ type }) => !NO_FUNCTIONS.has(type)).map((each) => [each.address, each]));
}

function named(byAddress, address) {
  const name = byAddress.get(address)?.name;
  return name === undefined || name.startsWith('fcn.') ? [address] : [address, name];
}

/** Each by its address, with the first of its users. */
export function usedStrings(document, strings) {
  const byAddress = functionsOf(document);
  return strings.flatMap(({ address, used_by = [] }) => [
    [address],
    ...used_by.slice(0, 1).map((user) => named(byAddress, user)),
  ]);
}

export function madeWith({ metadata: { file } }) {
  const tools = (file.toolchain ?? []).flatMap(({ name, version }) => [
    name,
    ...(version === undefined ? [] : [version]),
  ]);
  const known = [file.language, ...(file.compiler?.split(' ') ?? []), ...tools].filter((each) => each !== undefined);
  return [...new Set(known)].map((each) => [each]);
}

/** Names with versions that strings have, and those that the file tells of itself. */
export function versions({ strings, metadata: { file } }) {
  const found = strings.flatMap(({ content }) =>
    VERSIONS.map((pattern) => pattern.exec(content))
      .filter((match) => match !== null)
      .map((match) => match[1] ?? match[0]),
  );
  const told = file.version_info?.FileVersion;
  return [...new Set([...found, ...(told === undefined ? [] : [told])])].map((each) => [each]);
}

/** The findings that weigh most, by their titles. */
export function gravest({ security_findings }) {
  return (security_findings?.findings ?? []).slice(0, 2).map(({ title }) => [title]);
}

export function abilities({ summary }) {
  return (summary.capabilities ?? []).map(({ name }) => [name]);
}

/** The import that tells most among those that calls lead to from a start, with its users that they lead to. */
export function reachedImport(document) {
  const calls = new Map(
    document.functions.map(({ address, calls_to = [] }) => [address, calls_to.map((each) => each.address)]),
  );
  const starts = startsOf(document);
  const reached = new Set(starts);
  for (const address of reached) for (const next of calls.get(address) ?? []) reached.add(next);
  const byAddress = functionsOf(document);
  for (const category of ['network', 'process', 'crypto', 'file', 'memory']) {
    for (const { name, used_by = [], category: own } of document.imports) {
      const users = own === category ? used_by.filter((each) => reached.has(each) && byAddress.has(each)) : [];
      if (users.length > 0)
        return { to: `imp:${name}`, users: [users.flatMap((each) => named(byAddress, each))], starts };
    }
  }
  const other = document.functions.find(({ address, name }) => GO_PACKAGES.process.test(name) && reached.has(address));
  return other && { to: `fn:${other.address}`, users: [[other.address, other.name]], starts };
}

function startsOf({ functions, exports, metadata: { file } }) {
  const names = new Set(['main', '_main', 'main.main', 'entry0', '_start', 'WinMain', 'wmain']);
  const told = functions.filter(({ name, type }) => names.has(name) || type === 'entry').map(({ address }) => address);
  const isLibrary = file.kind === 'shared_library';
  return [
    ...told,
    ...(file.entry_point === undefined ? [] : [file.entry_point]),
    ...(isLibrary ? exports.map(({ address }) => address) : []),
  ];
}

export function mostComplex(document) {
  return document.functions.reduce((most, each) =>
    (each.complexity_score ?? 0) > (most.complexity_score ?? 0) ? each : most,
  );
}

/** What it calls and uses, as far as a reader can take it in. */
export function aboutFunction({ address, calls_to = [], imports = [], strings = [] }) {
  const firsts = [
    ...calls_to.slice(0, 5).map((each) => [each.address, each.name]),
    ...imports.slice(0, 5).map((each) => [each]),
  ];
  return [[address], ...firsts, ...strings.slice(0, 3).map((each) => [each.address])];
}

/** The string that most functions use, of those that can be asked for in a word. */
export function muchUsedString({ strings }) {
  return strings
    .filter(({ content, used_by = [] }) => used_by.length > 0 && /^[\w .,:/-]{6,60}$/.test(content))
    .reduce((most, each) => (each.used_by.length > (most?.used_by.length ?? 0) ? each : most), undefined);
}

export function allUsers(document, { used_by }) {
  const byAddress = functionsOf(document);
  return used_by.map((address) => named(byAddress, address));
}

/** Names of imports that only one of both has. */
export function differences(here, there) {
  const names = ({ imports }) => new Set(imports.map(({ name }) => name));
  const [ours, theirs] = [names(here), names(there)];
  return [...ours]
    .filter((name) => !theirs.has(name))
    .concat([...theirs].filter((name) => !ours.has(name)))
    .map((name) => [name]);
}

/** Functions here whose code the other has as well. */
export function sharedFunctions(here, there) {
  const theirs = new Set(there.functions.flatMap(({ identity }) => (identity === undefined ? [] : [identity.exact])));
  return here.functions.filter(({ identity }) => identity !== undefined && theirs.has(identity.exact)).length;
}

/** That a comparison counts as the same at least the functions with the same code, and no more than there are. */
export function sameFunctions(here, there) {
  const least = sharedFunctions(here, there);
  const isRight = (text) => {
    const same = Number(/(\d+) the same/.exec(text)?.[1]);
    return same >= least && same <= here.functions.length;
  };
  return [[isRight]];
}
