import type { Clock } from '../clock';
import type { Departments } from '../departments';
import type { SessionStore } from '../SessionStore';
import type { HandoverService, ObjectSchema, SettingProblem } from '../service';
import type { JsonObject } from './HandoverProvider';
import type { LastTests } from './LastTests';
import type { ProviderStore } from './ProviderStore';
import type { Registry } from './Registry';

/** Everything the stories of handover providers work with. Built anew for each call from the outside. */
export interface ProviderDesk {
  readonly providers: ProviderStore;
  readonly lastTests: LastTests;
  readonly registry: Registry;
  readonly sessions: SessionStore;
  readonly departments: Departments;
  /** The service catalogue. */
  readonly services: readonly HandoverService[];
  /** Everything about a value that its schema does not allow; fields as dotted paths. */
  readonly check: (value: unknown, schema: ObjectSchema) => readonly SettingProblem[];
  readonly clock: Clock;
  /** A new random UUID. */
  readonly newId: () => string;
  /** The provider that the settings of the app describe; undefined when they name no department for it. */
  readonly settingsProvider: () => Promise<SettingsProvider | undefined>;
  /** What it is set up with; secrets included. */
  readonly settingsOfApp: () => Promise<JsonObject>;
  /** Has the session of a room ended by whatever instance runs it. */
  readonly endSession: (roomId: string) => Promise<void>;
}

/** The provider that the settings of the app describe: a member of the list that only an admin can change. */
export interface SettingsProvider {
  readonly serviceId: string;
  /** Name or id of the department that it serves. */
  readonly servedDepartment: string;
}

/** What the provider of the settings is called in the API; sessions know it as `settings`. */
export const SETTINGS_PROVIDER_ID = '000000000000000000000001';
