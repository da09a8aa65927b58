import axios from 'axios';
import { type Context, isoTime } from './context';
import type { Departure, Participants } from './Participants';
import { bodyReader, closed, filledText, oneOf, textMap } from './schema';

const topics = ['customer.end', 'user.end', 'acw'] as const;

type Topic = (typeof topics)[number];

/** What a workflow can put into the body of its call, of the event that set it off. */
const eventFields = [
  'topic',
  'conversationId',
  'participantId',
  'userId',
  'queueId',
  'addressTo',
  'addressFrom',
  'mediaType',
  'messageType',
  'disconnectType',
  'eventTime',
] as const;

type EventField = (typeof eventFields)[number];

/** Process automation: a trigger, its workflow, and the web services data action that the workflow ends in. */
export interface Trigger {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The ends of `v2.detail.events.conversation.{id}.` */
  readonly topics: readonly Topic[];
  /** The body of the call: names of the admin's choice, each for a field of the event. */
  readonly body: Readonly<Record<string, EventField>>;
}

/** One call of a data action. */
export interface TriggerCall {
  readonly topic: string;
  readonly conversationId: string;
  readonly url: string;
  readonly body: Readonly<Record<string, string>>;
  /** What was answered; a call that fails is not made again. */
  status?: number;
}

export const readTrigger = bodyReader<Trigger>(
  closed(
    {
      url: filledText,
      topics: { type: 'array', minItems: 1, items: oneOf(topics) },
      body: { type: 'object', additionalProperties: oneOf(eventFields) },
    },
    { headers: textMap },
  ),
);

const DATA_ACTION_TIMEOUT_MS = 30_000;

/** Process automation: calls out when somebody leaves a conversation, which Open Messaging itself never tells. */
export class Triggers {
  readonly all = new Map<string, Trigger>();
  readonly calls: TriggerCall[] = [];
  private stopped = new AbortController();

  constructor(
    private readonly context: Context,
    participants: Participants,
  ) {
    participants.whenGone((event) => this.fire(event));
  }

  /** Forgets the calls and stops those under way; the triggers stay. */
  clear(): void {
    this.stopped.abort();
    this.stopped = new AbortController();
    this.calls.length = 0;
  }

  private fire(departure: Departure): void {
    const topic = topicOf(departure);
    if (!topic) {
      return;
    }
    const event = this.describe(departure, topic);
    for (const trigger of this.all.values()) {
      if (trigger.topics.includes(topic)) {
        this.call(trigger, event);
      }
    }
  }

  private call({ url, headers, body: chosen }: Trigger, event: Record<EventField, string>): void {
    const body = Object.fromEntries(Object.entries(chosen).map(([name, field]) => [name, event[field]]));
    const call: TriggerCall = { topic: event.topic, conversationId: event.conversationId, url, body };
    this.calls.push(call);
    const options = { headers, proxy: false, timeout: DATA_ACTION_TIMEOUT_MS, signal: this.stopped.signal } as const;
    axios.post(url, body, { ...options, validateStatus: () => true }).then(
      ({ status }) => {
        call.status = status;
      },
      () => undefined,
    );
  }

  private describe({ conversation, participant }: Departure, topic: Topic): Record<EventField, string> {
    return {
      topic: `v2.detail.events.conversation.${conversation.id}.${topic}`,
      conversationId: conversation.id,
      participantId: participant.id,
      userId: participant.agentId ?? '',
      queueId: participant.queueId ?? '',
      addressTo: conversation.visitor.id,
      addressFrom: conversation.integrationId,
      mediaType: 'MESSAGE',
      messageType: 'OPEN',
      disconnectType: (participant.disconnectType ?? 'unknown').toUpperCase().replace('.', '_'),
      eventTime: isoTime(this.context.clock.now()),
    };
  }
}

function topicOf({ participant, what }: Departure): Topic | undefined {
  if (what === 'wrapped-up') {
    return 'acw';
  }
  const ends: Partial<Record<typeof participant.purpose, Topic>> = { customer: 'customer.end', agent: 'user.end' };
  return ends[participant.purpose];
}
