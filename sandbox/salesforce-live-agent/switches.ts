import type { BodyReader } from '../contactCentre/BodyReader';
import { changeSwitches as change } from '../contactCentre/changeSwitches';

/** Live Agent REST API, SensitiveDataRule. */
interface SensitiveDataRule {
  readonly id: string;
  readonly name: string;
  readonly pattern: string;
  readonly replacement: string;
  readonly actionType: string;
}

const choices = {
  beforeEstablished: ['refuse', 'accept'],
  chatEndWhileQueued: ['refuse', 'accept'],
  duplicatePoll: ['refuse-newer', 'refuse-older', 'end-chat'],
  replayedSequence: ['accept', 'conflict'],
  postAnswer: ['OK', 'empty', 'accepted'],
  badRequestBody: ['details', 'text'],
  unknownOrganization: ['InternalFailure', 'Unavailable', 'bad-request'],
  afterReconnect: ['replay-missed', 'session-data-only'],
  acceptAfterRequeue: ['ChatEstablished', 'ChatTransferred'],
  idleTimeoutSpelling: ['chasitorIdleTimeout', 'chasitorIdletimeout'],
  chatMessageFields: ['full', 'text-and-name'],
  typingFields: ['named', 'none'],
} as const;

type Choices = { -readonly [Name in keyof typeof choices]: (typeof choices)[Name][number] };

/** How the simulated server behaves where the protocol leaves room, or where servers are known to differ. */
export interface Switches extends Choices {
  /** How long a poll is held open; Live Agent REST API, Messages. */
  holdMs: number;
  /** Told to the client in seconds; Live Agent REST API, SessionId. */
  clientPollTimeout: number;
  /** How long a session lives without a poll; Live Agent REST API, ChatRequestSuccess. */
  connectionTimeoutMs: number;
  /** How long polls after the last delivery of an ended chat still get 204. */
  endedGraceMs: number;
  /** How long an offered chat may ring before it ends with `agentPushTimeout`; 0 means for ever. */
  pushTimeoutMs: number;
  /** Settings of the visitor's own idle clock, in seconds; 0 turns it off. */
  idleTimeoutSeconds: number;
  idleWarningSeconds: number;
  /** Live Agent REST API, Settings. */
  pingRate: number;
  /** A POST body under any other media type than JSON is refused. */
  requireJsonContentType: boolean;
  /** Ids of 18 characters count as their first 15. */
  acceptLongIds: boolean;
  resetSequenceOnReconnect: boolean;
  omitFalseAvailability: boolean;
  sendOffset: boolean;
  wrapResyncSession: boolean;
  sneakPeekEnabled: boolean;
  transcriptSaveEnabled: boolean;
  /** ChasitorInit fields that may be left out although the protocol lists them. */
  optionalInitFields: string[];
  sensitiveDataRules: SensitiveDataRule[];
  postChatUrl: string;
}

/** The behaviour that the protocol documents, at its strictest. */
export const defaultSwitches: Readonly<Switches> = {
  beforeEstablished: 'refuse',
  chatEndWhileQueued: 'refuse',
  duplicatePoll: 'refuse-newer',
  replayedSequence: 'accept',
  postAnswer: 'OK',
  badRequestBody: 'details',
  unknownOrganization: 'InternalFailure',
  afterReconnect: 'replay-missed',
  acceptAfterRequeue: 'ChatEstablished',
  idleTimeoutSpelling: 'chasitorIdleTimeout',
  chatMessageFields: 'full',
  typingFields: 'named',
  holdMs: 30_000,
  clientPollTimeout: 40,
  connectionTimeoutMs: 150_000,
  endedGraceMs: 0,
  pushTimeoutMs: 0,
  idleTimeoutSeconds: 0,
  idleWarningSeconds: 0,
  pingRate: 50_000,
  requireJsonContentType: true,
  acceptLongIds: false,
  resetSequenceOnReconnect: true,
  omitFalseAvailability: false,
  sendOffset: true,
  wrapResyncSession: false,
  sneakPeekEnabled: false,
  transcriptSaveEnabled: false,
  optionalInitFields: [],
  sensitiveDataRules: [],
  postChatUrl: '',
};

function checkRules(reader: BodyReader, name: string): void {
  for (const rule of reader.each(name, reader.list(name))) {
    for (const field of ['id', 'name', 'pattern', 'replacement', 'actionType']) {
      rule.text(field);
    }
  }
}

const checks = {
  sensitiveDataRules: checkRules,
  optionalInitFields: (reader: BodyReader, name: string) => void reader.optionalTexts(name),
};

/** Changes some switches in place after checking every one of them; throws `BadBody` and changes nothing otherwise. */
export function changeSwitches(current: Switches, patch: unknown): void {
  change(current, patch, { defaults: defaultSwitches, choices, checks });
}
