import { pointedTexts } from './pointed-texts';

describe('texts that a disassembly points to', () => {
  it('are pointers and numbers in the registers behind theirs, up to the next call', () => {
    const lines = `
   10000:      	mov	edx, 16
   10005:      	lea	rsi, [rip + 4089]       # 0x11005 <x+0x10>
   1000c:      	call	0x10040 <y>
   10011:      	lea	rsi, [rip + 4089]       # 0x11011
   10018:      	call	0x10040 <y>`;
    expect(pointedTexts(lines, 'systemV')).toEqual([{ address: 0x11005, size: 16 }]);
    expect(pointedTexts(lines, 'go')).toEqual([]);
  });

  it('are pages and what lies within them, of ARM64', () => {
    const lines = `
1000010b4:     	adrp	x0, 0x100889000 <__text+0x22d4>
1000010b8:     	add	x0, x0, #2336
1000010bc:     	mov	w1, #12
1000010c4:     	bl	0x10007bd80 <__text+0x7ad80>`;
    expect(pointedTexts(lines, 'arm64')).toEqual([{ address: 0x1_0088_9920, size: 12 }]);
  });

  it('are none where the pointer or the number is changed before', () => {
    const lines = `
   10000:      	lea	rsi, [rip + 4089]       # 0x11005
   10007:      	mov	edx, 16
   1000c:      	mov	edx, eax
   1000e:      	ret`;
    expect(pointedTexts(lines, 'systemV')).toEqual([]);
  });
});
