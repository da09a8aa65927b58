/// <reference types="jest" />
import fc from 'fast-check';
import type { ForeignClient, ForeignStream } from './foreignClient';
import { ANA, eventOf, Stage, until } from './stage';

type Step = 'say' | 'drop' | keyof typeof moments;

const moments = { 'cut before': 'before', 'cut during': 'during', 'cut after': 'after' } as const;

/** A client that comes back with the last id it saw whenever its stream is over. */
class Returning {
  private readonly over: ForeignStream[] = [];

  private constructor(
    private readonly client: ForeignClient,
    private stream: ForeignStream,
  ) {}

  static async start(client: ForeignClient): Promise<Returning> {
    return new Returning(client, await client.stream({ 'Last-Event-Id': undefined }));
  }

  async comeBack(): Promise<void> {
    await until(() => this.stream.isOver);
    this.over.push(this.stream);
    const last = this.ids.at(-1) ?? this.client.lastEventId;
    this.stream = await this.client.stream({ 'Last-Event-Id': last });
  }

  get current(): ForeignStream {
    return this.stream;
  }

  get ids(): string[] {
    return [...this.over, this.stream].flatMap(({ events }) => events.map(({ id }) => id ?? ''));
  }

  get texts(): string[] {
    const payloads = [...this.over, this.stream].flatMap(({ events }) => events.map(({ payload }) => payload));
    return payloads
      .filter(({ entryType }) => entryType === 'Message')
      .map(({ abstractMessage }) => (abstractMessage as { staticContent: { text: string } }).staticContent.text);
  }
}

describe('a client that comes back with its last event id', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
    await stage.control.setAgent(ANA, { capacity: 1_000 });
  });
  afterEach(() => stage.close());

  /** Says something, cuts the stream, or both; true when the client has to come back. */
  const play = async (step: Step, conversation: string, text: string): Promise<boolean> => {
    if (step === 'drop') {
      await stage.control.dropStreams();
      return true;
    }
    if (step !== 'say') {
      await stage.control.addFault({ kind: 'drop-stream', conversation, when: moments[step], times: 1 });
    }
    await stage.control.say(conversation, text);
    return step !== 'say';
  };

  it('knows everything once and in order, wherever its streams were cut', async () => {
    const plans = fc.array(fc.constantFrom<Step>('say', 'drop', 'cut before', 'cut during', 'cut after'), {
      minLength: 1,
      maxLength: 12,
    });
    const holds = async (plan: Step[]) => {
      const client = await stage.connected();
      const { events } = await stage.control.conversation(client.conversationId);
      client.lastEventId = String(events.at(-1)?.id);
      const returning = await Returning.start(client);
      for (const [index, step] of plan.entries()) {
        if (await play(step, client.conversationId, `${index}`)) {
          await returning.comeBack();
        }
      }
      await stage.control.typing(client.conversationId, true);
      await eventOf(returning.current, 'TYPING_STARTED_INDICATOR');
      const said = plan.flatMap((step, index) => (step === 'drop' ? [] : [`${index}`]));
      expect(returning.texts).toEqual(said);
      await stage.control.dropStreams();
    };
    await fc.assert(fc.asyncProperty(plans, holds), { numRuns: 30 });
  }, 60_000);
});
