import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { systemClock } from '../lib/clock';
import { hostCall } from '../lib/rocketchat/hostCall';
import { RememberedSettings, type SettingReader } from '../settings/RememberedSettings';

const remembered = new RememberedSettings(systemClock);

/** The settings of the app, as this process knows them. */
export function settingsOf(read: IRead): SettingReader {
  return remembered.from(inTime(read.getEnvironmentReader().getSettings()));
}

/** The settings of the server. They are asked for each time: no app is told when one of them is changed. */
export function serverSettingsOf(read: IRead): SettingReader {
  return inTime(read.getEnvironmentReader().getServerSettings());
}

/** Whatever waits for a setting, a handover or a round, would wait for ever for one that the host does not hand out. */
function inTime(reader: SettingReader): SettingReader {
  return { getValueById: (id) => hostCall(`setting ${id}`, reader.getValueById(id)) };
}

/** Tag of the language that the server speaks; empty when it does not say. Never throws: English will do. */
export async function serverLanguage(read: IRead): Promise<string> {
  try {
    return String((await serverSettingsOf(read).getValueById('Language')) ?? '');
  } catch {
    return '';
  }
}

/** Has every setting of the app read anew. */
export function forgetSettings(): void {
  remembered.forget();
}
