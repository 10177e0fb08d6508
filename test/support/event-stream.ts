import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { get } from 'node:http';

export interface ReceivedEvent {
  readonly id: number;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A client of server-sent events that keeps all that it gets. */
export class EventStream {
  private text = '';
  private over = false;

  private constructor(
    private readonly request: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    response.setEncoding('utf8').on('data', (chunk: string) => {
      this.text += chunk;
    });
    response.on('close', () => {
      this.over = true;
    });
  }

  static async open(url: string, lastEventId?: number): Promise<EventStream> {
    const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': String(lastEventId) };
    const request = get(url, { headers, agent: false });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return new EventStream(request, response);
  }

  /** Whether the server has ended it. */
  get ended(): boolean {
    return this.over;
  }

  get raw(): string {
    return this.text;
  }

  get events(): readonly ReceivedEvent[] {
    return this.text.split('\n\n').flatMap((block) => {
      const fields = new Map(block.split('\n').map((line) => [line.split(': ', 1)[0], line.replace(/^\w+: /, '')]));
      const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')];
      if (id === undefined || event === undefined || data === undefined) return [];
      return [{ id: Number(id), event, data: JSON.parse(data) as ReceivedEvent['data'] }];
    });
  }

  close(): void {
    this.request.destroy();
  }
}
