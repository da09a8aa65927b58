import type { HandoverProvider, ProviderRevision, ProviderSummary } from '../handoverProviders/HandoverProvider';
import { departmentKey } from '../handoverProviders/keysOf';
import type { IsHeld, ProviderStore } from '../handoverProviders/ProviderStore';
import type { ProviderDirectory } from './ProviderDirectory';
import type { ProviderHeaders } from './ProviderHeaders';
import type { ProviderRevisions } from './ProviderRevisions';

/** How often a provider is read that is being changed at the same moment. */
const MOST_READINGS = 5;

/**
 * Providers in the app's persistence: a header, which is small and says that there is the provider, and its revisions,
 * which hold the settings. A revision is written before the header that names it, and goes after it.
 */
export class PersistentProviderStore implements ProviderStore {
  constructor(
    private readonly headers: ProviderHeaders,
    private readonly revisions: ProviderRevisions,
    private readonly directory: ProviderDirectory,
  ) {}

  public async find(id: string): Promise<HandoverProvider | undefined> {
    for (let reading = 1; reading <= MOST_READINGS; reading++) {
      const [summary, revisions] = await Promise.all([this.headers.find(id), this.revisions.ofProvider(id)]);
      if (summary === undefined) return undefined;
      const current = revisions.find(({ revision }) => revision === summary.revision);
      if (current) return { ...summary, settings: current.settings, properties: current.properties };
    }
    throw new Error(`The settings of the handover provider ${id} are missing`);
  }

  public async revision(id: string, revision: number): Promise<ProviderRevision | undefined> {
    const stored = await this.revisions.find(id, revision);
    if (stored) return { providerId: id, revision, serviceId: stored.serviceId, settings: stored.settings };
    const provider = await this.find(id);
    return provider && revisionOf(provider);
  }

  public async ofDepartment(idOrName: string): Promise<ProviderSummary | undefined> {
    return (await this.headers.withKey(departmentKey(idOrName)))[0];
  }

  public withKey(key: string): Promise<ProviderSummary[]> {
    return this.headers.withKey(key);
  }

  public list(): Promise<readonly ProviderSummary[]> {
    return this.directory.list(this.headers);
  }

  public async create(provider: HandoverProvider): Promise<void> {
    try {
      await this.revisions.create(provider);
      await this.headers.create(summaryOf(provider));
    } catch (error) {
      await this.removeDraft(provider.id);
      throw error;
    }
    await this.directory.tell(provider.id);
  }

  public async replace(provider: HandoverProvider, isHeld: IsHeld): Promise<void> {
    await this.revisions.create(provider);
    await this.headers.replace(summaryOf(provider));
    await this.directory.tell(provider.id);
    await this.revisions.retire(provider.id, provider.revision, isHeld);
  }

  public async remove(id: string, isHeld: IsHeld): Promise<void> {
    await this.headers.remove(id);
    await this.directory.tell(id);
    await this.revisions.retire(id, undefined, isHeld);
  }

  /** Whoever asked for the provider is told that there is none, so none must come of a write that was only late. */
  private async removeDraft(id: string): Promise<void> {
    await this.headers.remove(id);
    await this.revisions.retire(id, undefined, () => false);
  }

  public sweep(whatIsHeld: () => Promise<IsHeld>): Promise<void> {
    return this.revisions.sweep(whatIsHeld);
  }
}

function summaryOf({ settings: _settings, properties: _properties, ...summary }: HandoverProvider): ProviderSummary {
  return summary;
}

function revisionOf({ id, revision, serviceId, settings }: HandoverProvider): ProviderRevision {
  return { providerId: id, revision, serviceId, settings };
}
