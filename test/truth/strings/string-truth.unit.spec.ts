import type { Section } from '#domain/document/sections';
import { address } from '#domain/shared/address';
import { peBytes } from '../../builders/pe-bytes';
import { scoreStrings } from './string-truth';

it('what looks like text in the base relocation table of a PE file is no witness', () => {
  const content = Buffer.from('some text before\0\0\0\0(a table)\0\0\0text behind it\0\0');
  const sections = [{ name: '.data', rva: 0x2000, content }];
  const file = Buffer.from(peBytes({ bits: 32, sections, directories: { 5: [0x2014, 12] } }));
  const at = file.indexOf(content);
  const size = file.length - at;
  const place = { address: address(0x40_2000), offset: address(at), size, virtual_size: size };
  const data: Section = { name: '.data', ...place, permissions: 'r--' };
  const witnesses = ['some text before', '(a table)', 'text behind it'].map((text) => {
    const start = file.indexOf(text);
    return { start, end: start + text.length, text };
  });
  const { missed } = scoreStrings({ strings: [], sections: [data] }, witnesses, file);
  expect(missed.map(({ text }) => text)).toEqual(['some text before', 'text behind it']);
});
