import type { Evidence } from '#domain/document/security-findings';
import type { UseKind, UseSite } from '#domain/document/use-site';
import type { Address } from '#domain/shared/address';
import { address } from '#domain/shared/address';
import { aRuleSubject } from '#test/builders/rule-subject';
import { CallPaths } from './call-paths';
import type { RuleSubject } from './rule-subject';
import { UseIndex } from './use-index';

const SLOT = address(0x500);
const at = (index: number): Address => address(0x1000 + index * 16);
const site = (place: number, kind: UseKind): UseSite => ({ address: address(place), kind });
const indexOf = (subject: RuleSubject): UseIndex => new UseIndex(subject, CallPaths.of(subject));
const placeOf = (piece: Evidence): readonly unknown[] => [piece.address_of, piece.address, piece.function];

const SUBJECT = aRuleSubject({
  functions: [
    { name: 'jump_system', type: 'thunk', imports: ['system'] },
    {
      name: 'user',
      imports: ['system', 'dlsym', 'dlopen'],
      importSites: new Map([
        ['system', site(0x1014, 'call_site')],
        ['dlsym', site(0x1016, 'reference')],
      ]),
      strings: ['text', 'execvp'],
      stringSites: [undefined, site(0x101c, 'reference')],
    },
  ],
});

describe('evidence', () => {
  const index = indexOf(SUBJECT);

  it.each([
    ['system', ['call_site', '0x1014', 'user']],
    ['dlsym', ['reference', '0x1016', 'user']],
    ['dlopen', ['function', '0x1010', 'user']],
    ['popen', ['import', '0x500', undefined]],
  ])('of the import %s is where code uses it, as exactly as that is known', (name, place) => {
    expect(placeOf(index.ofImport({ name, address: SLOT }))).toEqual(place);
  });

  it('of an import without use or stub has no address', () => {
    expect(index.ofImport({ name: 'popen' })).toEqual({ kind: 'api', value: 'popen' });
  });

  it('of a string is where code uses it, or the string', () => {
    const place = (content: string): readonly unknown[] => placeOf(index.ofString({ content, address: SLOT }));
    expect(place('execvp')).toEqual(['reference', '0x101c', 'user']);
    expect(place('text')).toEqual(['function', '0x1010', 'user']);
    expect(place('nobody')).toEqual(['string', '0x500', undefined]);
  });

  it('of a name that is looked up is where the name is', () => {
    expect(index.ofLookUpIn(1, 'execvp')).toMatchObject({ kind: 'api', value: 'execvp', address: '0x101c' });
  });

  it('is of the user nearest to the start, with the way there', () => {
    const sites = (place: number): Pick<RuleSubject['functions'][number], 'importSites'> => ({
      importSites: new Map([['system', site(place, 'call_site')]]),
    });
    const subject = aRuleSubject({
      functions: [
        { name: 'unreached', imports: ['system'], ...sites(0x1004) },
        { name: 'main', calls: [at(2)] },
        { name: 'reached', imports: ['system'], ...sites(0x1024) },
      ],
    });
    expect(indexOf(subject).ofImport({ name: 'system', address: SLOT })).toMatchObject({
      address: '0x1024',
      function: 'reached',
      path: ['main', 'reached'],
    });
  });
});
