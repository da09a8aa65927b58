import { SettingId } from '../../settings/SettingId';
import { settings } from '../../settings/settings';

/** What the app says to visitors, by the names of the settings. */
export type Said = Extract<
  keyof typeof SettingId,
  | 'findingAgent'
  | 'queuePosition'
  | 'nextInQueue'
  | 'agentJoined'
  | 'agentChanged'
  | 'agentLeft'
  | 'transferring'
  | 'endedByAgent'
  | 'endedByVisitor'
  | 'unavailable'
  | 'queueTimeoutText'
  | 'idleWarning'
  | 'idleEnded'
  | 'technicalDifficulty'
  | 'fileRequested'
  | 'notDelivered'
>;

const mark = (said: string) => `<${said}> `;

/** Settings that have the app say everything in another edition of its words, each of which tells which setting it is. */
export function wordings(edition: number): Record<string, string> {
  const texts = settings.filter(({ section }) => section === 'section_texts');
  return Object.fromEntries(
    texts.map(({ id, packageValue }) => [id, `${mark(nameOf(id))}${packageValue} (${edition})`]),
  );
}

/** How often something was said, in whatever edition. */
export function timesSaid(told: readonly string[], said: Said): number {
  return told.filter((text) => text.startsWith(mark(said))).length;
}

/** Where in what was told any of these was said last, in whatever edition; -1 for never. */
export function lastTimeSaid(told: readonly string[], ...said: readonly Said[]): number {
  return told.map((text) => said.some((one) => text.startsWith(mark(one)))).lastIndexOf(true);
}

function nameOf(id: string): string {
  return Object.entries(SettingId).find(([, value]) => value === id)?.[0] ?? id;
}
