/** A name that says no more than where it is: `fcn.00401000`, `sub_401000`. */
export function isMadeUpName(name: string): boolean {
  return /^(?:fcn|sub|loc|fun)[._][0-9a-f]{1,16}$/i.test(name);
}
