import type { SettingReader } from './RememberedSettings';
import { SettingId } from './SettingId';

/** What the admin has set, without surrounding blanks; undefined where nothing is set. */
export interface Config {
  /** Name or id of the department whose rooms a handover provider serves. */
  readonly servedDepartment: string | undefined;
  /** Whether the provider is asked if anybody is there before a room is handed over to it. */
  readonly checksAvailability: boolean;
  /** Secret that a caller of `handover` must present. */
  readonly handoverToken: string | undefined;
}

/** Reads the settings; the only place that does. */
export async function readConfig(reader: SettingReader): Promise<Config> {
  const read = async (id: SettingId) => text(await reader.getValueById(id));
  const [servedDepartment, checksAvailability, handoverToken] = await Promise.all([
    read(SettingId.handoverDepartment),
    reader.getValueById(SettingId.checkAvailability),
    read(SettingId.handoverToken),
  ]);
  return { servedDepartment, checksAvailability: checksAvailability === true, handoverToken };
}

/** What tells whether a room is the app's business. */
export interface BridgeConfig {
  /** Username of the agent that serves a room while a session runs. */
  readonly bridgeAgent: string | undefined;
  readonly servedDepartment: string | undefined;
}

/** Reads what an event has to be compared with; for every room of the server, so nothing more. */
export async function readBridgeConfig(reader: SettingReader): Promise<BridgeConfig> {
  const [bridgeAgent, servedDepartment] = await Promise.all([
    reader.getValueById(SettingId.bridgeAgent),
    reader.getValueById(SettingId.handoverDepartment),
  ]);
  return { bridgeAgent: text(bridgeAgent), servedDepartment: text(servedDepartment) };
}

/** What tells which department the provider of the settings serves, and what it is. */
export interface ServingConfig {
  readonly servedDepartment: string | undefined;
  readonly product: 'messaging' | 'live-agent';
}

/** Reads what a list of providers shows of the one that the settings describe. */
export async function readServingConfig(reader: SettingReader): Promise<ServingConfig> {
  const [servedDepartment, product] = await Promise.all([
    reader.getValueById(SettingId.handoverDepartment),
    reader.getValueById(SettingId.product),
  ]);
  return {
    servedDepartment: text(servedDepartment),
    product: text(product) === 'live-agent' ? 'live-agent' : 'messaging',
  };
}

/** Reads how providers are to be reached. */
export async function readReceiveMode(reader: SettingReader): Promise<'direct' | 'host'> {
  return text(await reader.getValueById(SettingId.receiveMode)) === 'host' ? 'host' : 'direct';
}

/** Reads the secret that a caller of `health`, or of the API of handover providers, must present. */
export async function readApiKey(reader: SettingReader): Promise<string | undefined> {
  return text(await reader.getValueById(SettingId.apiKey));
}

/** Reads the usernames of those who are told when something is wrong; none where the admin has named nobody. */
export async function readNoticeRecipients(reader: SettingReader): Promise<string[]> {
  const names = text(await reader.getValueById(SettingId.noticeRecipients)) ?? '';
  return names
    .split(',')
    .map((name) => name.trim().replace(/^@/, ''))
    .filter((name) => name !== '');
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.trim() || undefined;
}
