import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import { SettingId } from './SettingId';

/** What the admin has set, without surrounding blanks; undefined where nothing is set. */
export interface Config {
  /** Name or id of the department whose rooms a handover provider serves. */
  readonly servedDepartment: string | undefined;
  /** Whether the provider is asked if anybody is there before a room is handed over to it. */
  readonly checksAvailability: boolean;
  /** Secret that a caller of `handover` must present. */
  readonly handoverToken: string | undefined;
  /** Secret that a caller of `health` must present. */
  readonly apiKey: string | undefined;
}

/** Reads the settings; the only place that does. */
export async function readConfig(reader: ISettingRead): Promise<Config> {
  const read = async (id: SettingId) => text(await reader.getValueById(id));
  const [servedDepartment, checksAvailability, handoverToken, apiKey] = await Promise.all([
    read(SettingId.handoverDepartment),
    reader.getValueById(SettingId.checkAvailability),
    read(SettingId.handoverToken),
    read(SettingId.apiKey),
  ]);
  return { servedDepartment, checksAvailability: checksAvailability === true, handoverToken, apiKey };
}

/** What tells whether a room is the app's business. */
export interface BridgeConfig {
  /** Username of the agent that serves a room while a session runs. */
  readonly bridgeAgent: string | undefined;
  readonly servedDepartment: string | undefined;
}

/** Reads what an event has to be compared with; for every room of the server, so nothing more. */
export async function readBridgeConfig(reader: ISettingRead): Promise<BridgeConfig> {
  const [bridgeAgent, servedDepartment] = await Promise.all([
    reader.getValueById(SettingId.bridgeAgent),
    reader.getValueById(SettingId.handoverDepartment),
  ]);
  return { bridgeAgent: text(bridgeAgent), servedDepartment: text(servedDepartment) };
}

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.trim() || undefined;
}
