import { Conflict } from '../contactCentre/controlHandlers';
import type { Conversation, Participant, WrapUp } from './Conversation';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { FileUpload, Media } from './Media';
import type { Outbox } from './Outbox';
import { attachmentBody, type MessageBody, type OutboundReceipt } from './outboundMessages';
import type { Participants } from './Participants';
import type { Routing } from './Routing';
import type { Payload } from './Webhooks';

interface Parts {
  readonly participants: Participants;
  readonly routing: Routing;
  readonly endings: Endings;
  readonly outbox: Outbox;
  readonly media: Media;
}

/** What agents do at their desks. */
export class AgentDesk {
  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  accept(conversation: Conversation, agentId: string | undefined): Participant {
    return this.parts.routing.accept(conversation, agentId);
  }

  decline(conversation: Conversation): void {
    this.parts.routing.decline(conversation);
  }

  say(conversation: Conversation, body: MessageBody): Payload {
    return this.parts.outbox.sayAsAgent(conversation, this.speaker(conversation), body);
  }

  attach(conversation: Conversation, upload: FileUpload): Payload {
    this.speaker(conversation);
    const file = this.parts.media.publish(upload);
    return this.say(conversation, attachmentBody(file, this.context.switches.attachmentNameField));
  }

  typing(conversation: Conversation): Payload {
    this.speaker(conversation);
    return this.parts.outbox.typing(conversation);
  }

  /** To an agent, or to a queue: the visitor's side hears nothing of it. */
  transfer(conversation: Conversation, to: { agentId?: string; queueId?: string }): void {
    this.speaker(conversation);
    if (to.agentId === undefined) {
      this.parts.routing.transferToQueue(conversation, to.queueId);
    } else {
      this.parts.routing.transferToAgent(conversation, to.agentId);
    }
  }

  /** The agent goes away without ending the conversation, which waits in its queue again. */
  leave(conversation: Conversation): void {
    this.parts.routing.transferToQueue(conversation, undefined);
  }

  end(conversation: Conversation): void {
    if (!conversation.open) {
      throw new Conflict('The conversation has ended');
    }
    this.parts.endings.byAgent(conversation);
  }

  /** Gives the code that the last agent owes, or skips it. */
  wrapUp(conversation: Conversation, wrapUp: WrapUp | undefined): void {
    const owes = ({ startAcwTime, endAcwTime }: Participant) => startAcwTime !== undefined && endAcwTime === undefined;
    const participant = conversation.participants.find(owes);
    if (!participant) {
      throw new Conflict('No agent owes a wrap-up');
    }
    this.parts.participants.finishWrapUp(conversation, participant, wrapUp);
  }

  /** A receipt for one of the visitor's messages. */
  receipt(conversation: Conversation, messageId: string, receipt: OutboundReceipt): Payload {
    if (!conversation.entries.some(({ from, id }) => from === 'visitor' && id === messageId)) {
      throw new Conflict(`The visitor has sent no message with the id ${messageId}`);
    }
    return this.parts.outbox.receipt(conversation, messageId, receipt);
  }

  /** What the flow says, at any time. */
  sayAsFlow(conversation: Conversation, text: string): void {
    if (!conversation.open) {
      throw new Conflict('The conversation has ended');
    }
    this.parts.outbox.sayAsFlow(conversation, text);
  }

  private speaker(conversation: Conversation): Participant {
    if (!conversation.agent) {
      throw new Conflict(`No agent is in a conversation that is ${conversation.state}`);
    }
    return conversation.agent;
  }
}
