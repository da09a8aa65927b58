import { findProblems, type ProblemSources } from './findProblems';
import type { LastTest } from './handoverProviders/LastTests';
import { type ProviderDesk, SETTINGS_PROVIDER_ID } from './handoverProviders/ProviderDesk';
import type { Problem } from './problem';
import { SESSION_STATES, type SessionState } from './session';

/** What the app is doing, whom it does it with, and what keeps it from doing more. */
export interface Health {
  /** Number of sessions in each state. */
  readonly sessions: Record<SessionState, number>;
  /** That of the settings first, where they name a department for it. */
  readonly providers: readonly ProviderHealth[];
  /** Empty when all is well. */
  readonly problems: readonly Problem[];
}

/** A handover provider, and how its last test went. */
export interface ProviderHealth {
  readonly id: string;
  readonly name: string;
  /** Name of its service. */
  readonly service: string;
  /** Names of the departments that it serves; as the settings have it, for the provider of the settings. */
  readonly departments: readonly string[];
  /** Undefined while it has not been tried out as it is now. */
  readonly lastTest: Omit<LastTest, 'providerId' | 'revision'> | undefined;
}

/** What the health of the app is told from. Built anew for each call from the outside. */
export type HealthDesk = ProblemSources & Pick<ProviderDesk, 'sessions' | 'services'>;

/** Looks at everything; nothing that it tells is a secret. */
export async function checkHealth(desk: HealthDesk): Promise<Health> {
  const [sessions, providers, problems] = await Promise.all([
    desk.sessions.list(),
    describeProviders(desk),
    findProblems(desk),
  ]);
  const count = (state: SessionState) => sessions.filter((session) => session.state === state).length;
  const counts = SESSION_STATES.map((state) => [state, count(state)] as const);
  return { sessions: Object.fromEntries(counts) as Record<SessionState, number>, providers, problems };
}

async function describeProviders(desk: HealthDesk): Promise<ProviderHealth[]> {
  const [ofSettings, stored, tests] = await Promise.all([
    desk.settingsProvider(),
    desk.providers.list(),
    desk.lastTests.list(),
  ]);
  const testOf = (id: string, revision: number): ProviderHealth['lastTest'] => {
    const last = tests.find((test) => test.providerId === id && test.revision === revision);
    return last && { atMs: last.atMs, outcome: last.outcome, steps: last.steps };
  };
  const serviceName = (serviceId: string) => desk.services.find(({ id }) => id === serviceId)?.name ?? serviceId;
  const first = ofSettings && {
    id: SETTINGS_PROVIDER_ID,
    name: 'Settings of the app',
    service: serviceName(ofSettings.serviceId),
    departments: [ofSettings.servedDepartment],
    lastTest: testOf(SETTINGS_PROVIDER_ID, 0),
  };
  const others = stored.map(({ id, revision, name, serviceId, departments }) => ({
    id,
    name,
    service: serviceName(serviceId),
    departments: departments.map((department) => department.name),
    lastTest: testOf(id, revision),
  }));
  return first ? [first, ...others] : others;
}
