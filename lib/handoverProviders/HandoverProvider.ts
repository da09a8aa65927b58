import type { Json } from '../json';

/** Free-form JSON with named members. */
export interface JsonObject {
  [key: string]: Json;
}

/**
 * A contact centre as somebody has set it up over the API, without the settings themselves: what a list shows, and what
 * a room's department is looked up in. Times are in milliseconds since the Unix epoch.
 */
export interface ProviderSummary {
  /** 24 lower-case hexadecimal digits that begin with the time of creation, so that ids are in the order of creation. */
  readonly id: string;
  /** Counts the changes. A revision is never changed; whoever works with one can get it until he lets go of it. */
  readonly revision: number;
  readonly name: string;
  readonly referenceId: string;
  /** Id of its service in the catalogue; never changes. */
  readonly serviceId: string;
  readonly organisationId?: string;
  readonly projectId?: string;
  readonly localeId?: string;
  readonly departments: readonly ServedDepartment[];
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  /** Who created it: 24 lower-case hexadecimal digits. */
  readonly createdBy: string;
  readonly changedBy: string;
}

/** A handover provider with everything it was set up with; secrets included, so it is never shown as it is. */
export interface HandoverProvider extends ProviderSummary {
  readonly properties: readonly JsonObject[];
  readonly settings: JsonObject;
}

/** A department whose rooms a provider carries on, and what is different there. */
export interface ServedDepartment {
  /** Name or id, as the settings have it. */
  readonly given: string;
  readonly id: string;
  /** As it was when the provider was last changed. */
  readonly name: string;
  /** Routing target, instead of the one in the settings. */
  readonly target?: string;
  /** Told to the contact centre with every conversation: name and value pairs. */
  readonly attributes: ReadonlyArray<readonly [name: string, value: string]>;
}

/** What a conversation is carried on with: the settings of a provider at one revision. */
export interface ProviderRevision {
  readonly providerId: string;
  readonly revision: number;
  readonly serviceId: string;
  readonly settings: JsonObject;
}
