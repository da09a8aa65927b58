import { type Answer, Refusal } from '../contactCentre/Answer';
import { badRequest, notFound, sessionInvalid, tooEarly } from './answers';
import type { ChatSession } from './ChatSession';
import { type Call, type Route, requireSession } from './call';
import { type ChasitorNoun, chasitorNouns, isRapid, visitorEndReason } from './chasitorNouns';
import { readChatRequest } from './chatRequest';
import type { Context } from './context';
import type { Endings } from './Endings';
import type { Mail } from './Mail';
import { accepted, bodyReader, isReplay, readJson, readSequence, requireEstablished } from './posts';
import type { Routing } from './Routing';
import { belongs } from './targets';

interface Parts {
  readonly mail: Mail;
  readonly routing: Routing;
  readonly endings: Endings;
}

/** One noun with its checked body, ready to be done. */
type Deed = () => void;

interface NounBody {
  readonly noun: string;
  readonly body: unknown;
  /** False inside a MultiNoun. */
  readonly alone: boolean;
  readonly sequence: number | undefined;
}

/** What the visitor's client posts; Live Agent REST API, Monitor Chat Activity. */
export class Chasitor {
  private readonly nouns = new Map(chasitorNouns.map((noun) => [noun.name, noun]));

  constructor(
    private readonly context: Context,
    private readonly parts: Parts,
  ) {}

  routes(): Route[] {
    const single = (noun: string, since: number): Route => ({
      method: 'POST',
      name: `Chasitor/${noun}`,
      since,
      handle: (call) => this.post(call, (session) => this.single(session, call, noun)),
    });
    return [
      single('ChasitorInit', 29),
      ...chasitorNouns.map((noun) => single(noun.name, noun.since)),
      { method: 'POST', name: 'Chasitor/ChasitorResyncState', since: 29, handle: (call) => this.resyncState(call) },
      {
        method: 'POST',
        name: 'System/MultiNoun',
        since: 29,
        handle: (call) => this.post(call, (session) => this.multiNoun(session, call)),
      },
    ];
  }

  /** Every POST is checked before any of it is done, and its number counts only once it is done. */
  private post(call: Call, prepare: (session: ChatSession) => Deed[]): Answer {
    const { switches } = this.context;
    const session = requireSession(call);
    const sequence = readSequence(call);
    if (isReplay(session, sequence, switches)) {
      return accepted(switches);
    }
    session.apiVersion = call.version;
    for (const deed of prepare(session)) {
      deed();
    }
    session.lastSequence = sequence ?? session.lastSequence;
    return accepted(switches);
  }

  private single(session: ChatSession, call: Call, noun: string): Deed[] {
    const body = readJson(call, this.context.switches);
    return [this.prepare(session, { noun, body, alone: true, sequence: readSequence(call) })];
  }

  /** Live Agent REST API, MultiNoun. */
  private multiNoun(session: ChatSession, call: Call): Deed[] {
    const reader = bodyReader(readJson(call, this.context.switches));
    const sequence = readSequence(call);
    const wrappers = reader.each('nouns', reader.list('nouns')).map((wrapper) => ({
      prefix: wrapper.text('prefix'),
      noun: wrapper.text('noun'),
      object: wrapper.optionalRecord('object'),
    }));
    reader.finish();
    return wrappers.map(({ prefix, noun, object }) => {
      if (prefix !== 'Chasitor') {
        throw new Refusal(notFound());
      }
      return this.prepare(session, { noun, body: object, alone: false, sequence });
    });
  }

  private prepare(session: ChatSession, request: NounBody): Deed {
    if (session.over) {
      throw new Refusal(sessionInvalid());
    }
    if (request.noun === 'ChasitorInit') {
      return this.init(session, request);
    }
    const noun = this.nouns.get(request.noun);
    if (!noun) {
      throw new Refusal(notFound());
    }
    const reader = bodyReader(request.body);
    const shown = noun.read(reader, request.alone);
    reader.finish();
    requireEstablished(session, noun.name, this.context.switches);
    return () => this.perform(session, noun, { request, shown });
  }

  /** Live Agent REST API, ChasitorInit: once, and before anything else. */
  private init(session: ChatSession, request: NounBody): Deed {
    const reader = bodyReader(request.body);
    const chat = readChatRequest(reader, this.context.switches);
    if (chat.sessionId !== '' && chat.sessionId !== session.id) {
      reader.reject('sessionId', 'is not the id of this session');
    }
    reader.finish();
    if (session.state !== 'new') {
      throw new Refusal(tooEarly());
    }
    if (this.context.switches.unknownOrganization === 'bad-request' && !belongs(chat, this.context)) {
      throw new Refusal(badRequest('Unknown organization or deployment'));
    }
    return () => {
      this.record(session, request, true);
      this.parts.routing.request(session, chat);
    };
  }

  private perform(
    session: ChatSession,
    noun: ChasitorNoun,
    { request, shown }: { request: NounBody; shown: ReturnType<ChasitorNoun['read']> },
  ): void {
    const reaches = noun.name !== 'ChatMessage' || !this.isLost(session);
    this.record(session, request, reaches);
    if (!reaches) {
      return;
    }
    this.parts.mail.toAgent(session, { from: 'visitor', kind: noun.name, name: session.visitorName, ...shown });
    if (noun.name === 'ChatMessage') {
      const said = { type: 'Chasitor', name: session.visitorName, content: shown.text ?? '' } as const;
      this.parts.mail.toTranscript(session, said);
    } else if (noun.name === 'ChatEnd') {
      this.parts.endings.end(session, visitorEndReason(shown.detail));
    }
  }

  /** Live Agent REST API, ChasitorResyncState: carries no number. */
  private resyncState(call: Call): Answer {
    const session = requireSession(call);
    const body = readJson(call, this.context.switches);
    const reader = bodyReader(body);
    reader.text('organizationId');
    reader.finish();
    session.resynced = true;
    this.record(session, { noun: 'ChasitorResyncState', body, alone: true, sequence: undefined }, true);
    return accepted(this.context.switches);
  }

  private isLost(session: ChatSession): boolean {
    const now = this.context.clock.now();
    const rapid = this.context.faults
      .list()
      .some((fault) => fault.kind === 'lose-rapid-messages' && isRapid(session, now, fault.gapMs));
    session.lastMessageAt = now;
    return rapid && this.context.faults.strike('lose-rapid-messages', { chat: session.id }) !== undefined;
  }

  private record(session: ChatSession, { noun, body, sequence }: NounBody, reachedAgent: boolean): void {
    const id = `in-${session.received.length + 1}`;
    session.received.push({ id, at: this.context.clock.now(), noun, sequence, body, reachedAgent });
  }
}
