/** The first sentence of a description, without its end; of one with more than `longest` characters its first words. */
export function firstSentence(text: string, longest: number): string {
  const [sentence = ''] = text.split(/\.(?:\s|$)|\n/, 1);
  if (sentence.length <= longest) return sentence;
  const [part = ''] = sentence.split(/;\s/, 1);
  if (part.length <= longest) return part;
  return `${part.slice(0, part.lastIndexOf(' ', longest)).replace(/[,(:]$/, '')} …`;
}
