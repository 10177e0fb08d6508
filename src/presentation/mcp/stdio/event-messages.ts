/** Data of each event of a stream of server-sent events. @throws RangeError for one that is longer than `most` characters. */
export async function* eventMessages(stream: ReadableStream<Uint8Array>, most: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > most) throw new RangeError(`An answer is longer than ${most} characters.`);
    const events = text.split(/\r?\n\r?\n/);
    text = events.pop() ?? '';
    for (const event of events) {
      const data = event.split(/\r?\n/).flatMap((line) => (line.startsWith('data:') ? line.slice(5).trimStart() : []));
      if (data.length > 0) yield data.join('\n');
    }
  }
}
