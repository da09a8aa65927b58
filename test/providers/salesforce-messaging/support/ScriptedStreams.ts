import { HttpFailure, type HttpRequest, type HttpStream, type StreamClient } from '../../../../lib/http';

type Item = { chunk: string } | 'end' | 'broken';

/** One stream of events, in the hands of the test. */
export class Connection {
  private readonly items: Item[] = [];
  private wake: () => void = () => undefined;

  constructor(public readonly request: HttpRequest) {
    request.abort?.signal.addEventListener('abort', () => this.put('broken'));
  }

  public write(chunk: string): void {
    this.put({ chunk });
  }

  public ping(): void {
    this.write('event: ping\ndata: 0\n\n');
  }

  /** An event as it goes over the wire, in two pieces. */
  public event(name: string, data: unknown, id: number): void {
    const frame = `event: ${name}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\nid: ${id}\n\n`;
    this.write(frame.slice(0, 20));
    this.write(frame.slice(20));
  }

  public end(): void {
    this.put('end');
  }

  public breakOff(): void {
    this.put('broken');
  }

  public get isOver(): boolean {
    return this.request.abort?.signal.aborted === true;
  }

  public async *chunks(): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    for (;;) {
      const item = this.items.shift();
      if (item === undefined)
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      else if (item === 'end') return;
      else if (item === 'broken') throw new HttpFailure('GET stream broke off');
      else yield encoder.encode(item.chunk);
    }
  }

  private put(item: Item): void {
    this.items.push(item);
    this.wake();
  }
}

type Opening = 'open' | 'cut' | 'never' | { status: number; headers?: Record<string, string> };

/** Streams that open, or do not, as the test has written down; the last way for ever. */
export class ScriptedStreams implements StreamClient {
  public readonly requests: HttpRequest[] = [];
  public readonly connections: Connection[] = [];
  private readonly openings: Opening[];

  constructor(...openings: Opening[]) {
    this.openings = openings.length === 0 ? ['open'] : openings;
  }

  public get last(): Connection {
    const last = this.connections[this.connections.length - 1];
    if (last === undefined) throw new Error('No stream was opened');
    return last;
  }

  public async open(request: HttpRequest): Promise<HttpStream> {
    this.requests.push(request);
    const [first = 'open'] = this.openings.length > 1 ? this.openings.splice(0, 1) : this.openings;
    if (first === 'cut') throw new HttpFailure('GET stream was not answered');
    if (first === 'never') return untilAborted(request);
    const connection = new Connection(request);
    this.connections.push(connection);
    if (typeof first === 'object') return { headers: {}, chunks: connection.chunks(), ...first };
    return { status: 200, headers: { 'content-type': 'text/event-stream;charset=UTF-8' }, chunks: connection.chunks() };
  }
}

function untilAborted({ abort }: HttpRequest): Promise<never> {
  return new Promise((_resolve, reject) => {
    abort?.signal.addEventListener('abort', () => reject(new HttpFailure('GET stream was aborted')));
  });
}
