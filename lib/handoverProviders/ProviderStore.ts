import type { HandoverProvider, ProviderRevision, ProviderSummary } from './HandoverProvider';

/** Whether somebody still works with a revision of a provider. */
export type IsHeld = (providerId: string, revision: number) => boolean;

/**
 * Where handover providers are kept, shared by all app instances. Writers take turns (`Registry`); readers need not care:
 * they find a provider as it was before a change or after it, never in between.
 */
export interface ProviderStore {
  find(id: string): Promise<HandoverProvider | undefined>;
  /** The revision, or the newest one where it was let go of; undefined when the provider is gone with all of them. */
  revision(id: string, revision: number): Promise<ProviderRevision | undefined>;
  /** Who serves a department, by its id, or by the name it had when the provider was last changed. Reads no others. */
  ofDepartment(idOrName: string): Promise<ProviderSummary | undefined>;
  /** Those that carry one of `keysOf`. */
  withKey(key: string): Promise<ProviderSummary[]>;
  /** All of them, in the order of their ids. */
  list(): Promise<readonly ProviderSummary[]>;
  create(provider: HandoverProvider): Promise<void>;
  /** Puts a revision in the place of the one before it, which remains available while it is held. */
  replace(provider: HandoverProvider, isHeld: IsHeld): Promise<void>;
  /** Removes a provider; revisions that are held remain available. */
  remove(id: string, isHeld: IsHeld): Promise<void>;
  /** Drops the revisions that remained available and are held no more. Asks what is held after it has read them. */
  sweep(whatIsHeld: () => Promise<IsHeld>): Promise<void>;
}
