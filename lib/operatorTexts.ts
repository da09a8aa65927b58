import type { HandoverReport } from './handoverReport';
import type { EndCause, SessionEvent } from './session';

/** What has one wording wherever operators read it. */
type Label =
  | 'handOver'
  | 'takeBack'
  | 'refresh'
  | 'cancel'
  | 'close'
  | 'department'
  | 'chooseDepartment'
  | 'reason'
  | 'reasonHint'
  | 'summary'
  | 'summaryHint'
  | 'handoverStatus'
  | 'handedOver'
  | 'takingBack'
  | 'stillMoving'
  | 'noDepartment'
  | 'usage'
  | 'servedBy'
  | 'since'
  | 'queue'
  | 'nextInLine'
  | 'atPlace'
  | 'agent'
  | 'conversationId';

/** Everything that operators read in one language, but for refusals, which say themselves what is wrong. */
export type OperatorTexts = Readonly<Record<Label, string>> & {
  /** How the handover of a room stands. */
  readonly states: Readonly<Record<HandoverReport['state'], string>>;
  /** What a session has come to. */
  readonly events: Readonly<Record<SessionEvent['state'], string>>;
  /** Why it has come to its end. */
  readonly ends: Readonly<Record<EndCause, string>>;
};

/** What is known of a handover, one fact a line. */
export interface ReportTexts {
  readonly state: string;
  /** Names of facts and the facts. */
  readonly facts: ReadonlyArray<readonly [name: string, fact: string]>;
  /** What has happened lately, the newest last. */
  readonly events: readonly string[];
}

/** Who reads a report. */
export interface Reader {
  readonly texts: OperatorTexts;
  /** Times of day are told as they are so many hours away from UTC. */
  readonly utcOffsetHours: number;
}

/** Says a report in words. */
export function describeReport(report: HandoverReport, { texts, utcOffsetHours }: Reader): ReportTexts {
  const time = (atMs: number) => timeOfDay(atMs, utcOffsetHours);
  const { departmentName, servedBy, position, agentName, conversationId, sinceMs } = report;
  const facts: Array<readonly [string, string | undefined]> = [
    [texts.department, departmentName],
    [texts.servedBy, servedBy],
    [texts.since, sinceMs === undefined ? undefined : time(sinceMs)],
    [texts.queue, position === undefined ? undefined : describePlace(position, texts)],
    [texts.agent, agentName],
    [texts.conversationId, conversationId],
  ];
  return {
    state: texts.states[report.state],
    facts: facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined),
    events: report.events.map((event) => `${time(event.atMs)} ${describeEvent(event, texts)}`),
  };
}

function describeEvent({ state, agentName, position, endCause }: SessionEvent, texts: OperatorTexts): string {
  const event = texts.events[state];
  if (agentName !== undefined) return `${event}: ${agentName}`;
  if (position !== undefined) return `${event}: ${describePlace(position, texts)}`;
  return endCause === undefined ? event : `${event}: ${texts.ends[endCause]}`;
}

/** Contact centres count from 1, and call whoever is next in line 0. */
function describePlace(position: number, { nextInLine, atPlace }: OperatorTexts): string {
  return position <= 0 ? nextInLine : atPlace.replace('{position}', String(position));
}

function timeOfDay(atMs: number, utcOffsetHours: number): string {
  return new Date(atMs + utcOffsetHours * 3_600_000).toISOString().slice(11, 19);
}
