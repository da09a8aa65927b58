import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { systemClock } from '../lib/clock';
import { RememberedSettings, type SettingReader } from '../settings/RememberedSettings';

const remembered = new RememberedSettings(systemClock);

/** The settings of the app, as this process knows them. */
export function settingsOf(read: IRead): SettingReader {
  return remembered.from(read.getEnvironmentReader().getSettings());
}

/** Has every setting read anew. */
export function forgetSettings(): void {
  remembered.forget();
}
