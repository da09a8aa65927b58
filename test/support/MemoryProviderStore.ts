import type { HandoverProvider, ProviderRevision, ProviderSummary } from '../../lib/handoverProviders/HandoverProvider';
import { departmentKey, keysOf } from '../../lib/handoverProviders/keysOf';
import type { IsHeld, ProviderStore } from '../../lib/handoverProviders/ProviderStore';

/** The store of handover providers as its contract describes it, in memory. */
export class MemoryProviderStore implements ProviderStore {
  private readonly current = new Map<string, HandoverProvider>();
  private revisions: HandoverProvider[] = [];

  public async find(id: string): Promise<HandoverProvider | undefined> {
    return structuredClone(this.current.get(id));
  }

  public async revision(id: string, revision: number): Promise<ProviderRevision | undefined> {
    const kept = this.revisions.find((other) => other.id === id && other.revision === revision);
    const provider = kept ?? this.current.get(id);
    if (!provider) return undefined;
    const { serviceId, settings } = provider;
    return structuredClone({ providerId: id, revision: provider.revision, serviceId, settings });
  }

  public async ofDepartment(idOrName: string): Promise<ProviderSummary | undefined> {
    return (await this.withKey(departmentKey(idOrName)))[0];
  }

  public async withKey(key: string): Promise<ProviderSummary[]> {
    return (await this.list()).filter((summary) => keysOf(summary).includes(key));
  }

  public async list(): Promise<ProviderSummary[]> {
    const providers = [...this.current.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    return providers.map(({ settings: _settings, properties: _properties, ...summary }) => structuredClone(summary));
  }

  public async create(provider: HandoverProvider): Promise<void> {
    this.current.set(provider.id, structuredClone(provider));
    this.revisions.push(structuredClone(provider));
  }

  public async replace(provider: HandoverProvider, isHeld: IsHeld): Promise<void> {
    await this.create(provider);
    this.retire(isHeld);
  }

  public async remove(id: string, isHeld: IsHeld): Promise<void> {
    this.current.delete(id);
    this.retire(isHeld);
  }

  public async sweep(whatIsHeld: () => Promise<IsHeld>): Promise<void> {
    this.retire(await whatIsHeld());
  }

  private retire(isHeld: IsHeld): void {
    this.revisions = this.revisions.filter(
      ({ id, revision }) => this.current.get(id)?.revision === revision || isHeld(id, revision),
    );
  }
}
