import type { Clock } from './clock';
import type { ProviderSummary } from './handoverProviders/HandoverProvider';
import type { LastTests, ProviderTest } from './handoverProviders/LastTests';
import { type ProviderDesk, SETTINGS_PROVIDER_ID } from './handoverProviders/ProviderDesk';
import { testHandoverProvider } from './handoverProviders/testHandoverProvider';
import type { Log } from './log';
import type { Provider } from './provider';
import { type Route, SETTINGS_PROVIDER } from './Routing';

/** How long a provider whose credentials were refused is left alone before it is tried out again. */
const RETEST_MS = 300_000;

/** What providers are tried out with. */
export interface ExaminationDesk extends Pick<ProviderDesk, 'settingsProvider'> {
  readonly providers: Pick<ProviderDesk['providers'], 'list'>;
  readonly lastTests: LastTests;
  readonly clock: Clock;
  readonly log: Log;
  /** The provider of a route, or what its settings lack. */
  readonly connect: (
    route: Route,
  ) => Promise<{ readonly provider: Provider } | { readonly problems: readonly string[] }>;
}

/** A provider that can be tried out. */
export type Examinee = Pick<ProviderSummary, 'id' | 'revision' | 'name'>;

/** All providers: that of the settings first, where they name a department for it. */
export async function examinees(desk: Pick<ExaminationDesk, 'settingsProvider' | 'providers'>): Promise<Examinee[]> {
  const [settings, stored] = await Promise.all([desk.settingsProvider(), desk.providers.list()]);
  return [...(settings ? [{ id: SETTINGS_PROVIDER_ID, revision: 0, name: 'Settings of the app' }] : []), ...stored];
}

/** Tries a provider out as it is now. Never throws on purpose. */
export async function examine(examinee: Examinee, desk: ExaminationDesk): Promise<ProviderTest> {
  return testHandoverProvider(examinee, await desk.connect(routeTo(examinee)), desk);
}

/**
 * Tries out the providers whose credentials a conversation had refused, and again those of which a test has said so: when
 * they were changed, or 5 minutes later.
 *
 * @param suspects what sessions know the providers as
 */
export async function examineProviders(suspects: ReadonlySet<string>, desk: ExaminationDesk): Promise<void> {
  const refused = (await desk.lastTests.list()).filter((test) => test.refusesCredentials);
  if (suspects.size === 0 && refused.length === 0) return;
  const nowMs = desk.clock.nowMs();
  const isDue = (examinee: Examinee) => {
    const last = refused.find(({ providerId }) => providerId === examinee.id);
    if (!last) return suspects.has(routeTo(examinee).providerId);
    return last.revision !== examinee.revision || Math.abs(nowMs - last.atMs) >= RETEST_MS;
  };
  for (const examinee of (await examinees(desk)).filter(isDue)) await examine(examinee, desk);
}

function routeTo({ id, revision }: Examinee): Route {
  if (id === SETTINGS_PROVIDER_ID) return { providerId: SETTINGS_PROVIDER };
  return { providerId: id, providerRevision: revision };
}
