import type { FieldProblem } from '../errors';
import { invalidRequest } from '../invalidRequest';
import type { HandoverService } from '../service';
import { chooseService, type ServiceChoice } from './catalogue';
import { checkConflicts } from './checkConflicts';
import { checkSettings } from './checkSettings';
import { servedDepartments } from './departments';
import type { HandoverProvider, JsonObject } from './HandoverProvider';
import { newProviderId } from './newProviderId';
import type { ProviderDesk } from './ProviderDesk';

/** What a caller says of a provider to be; of the right types, and otherwise unchecked. */
export interface ProviderDraft extends ServiceChoice {
  readonly name: string;
  readonly referenceId?: string;
  readonly organisationId?: string;
  readonly projectId?: string;
  readonly localeId?: string;
  readonly properties: readonly JsonObject[];
  readonly settings: JsonObject;
}

/**
 * Creates a provider.
 *
 * @param caller who asks: 24 lower-case hexadecimal digits
 * @throws HandoverError `invalid-request` naming every wrong field; `provider-exists` when another provider has the same
 * referenceId, the same name in the project, or one of the departments; `providers-busy`
 */
export async function createHandoverProvider(
  draft: ProviderDraft,
  caller: string,
  desk: ProviderDesk,
): Promise<HandoverProvider> {
  const service = requireService(draft, desk);
  const departments = await servedDepartments(draft.settings, desk);
  const { service: _name, ...said } = draft;
  const nowMs = desk.clock.nowMs();
  const provider: HandoverProvider = {
    ...said,
    id: newProviderId(nowMs),
    revision: 1,
    referenceId: draft.referenceId ?? desk.newId(),
    serviceId: service.id,
    departments,
    createdAtMs: nowMs,
    changedAtMs: nowMs,
    createdBy: caller,
    changedBy: caller,
  };
  await desk.registry.change(async (hold) => {
    await checkConflicts(provider, desk);
    hold.assertHolding();
    await desk.providers.create(provider);
  });
  return provider;
}

/** Names what is wrong with the service and with the settings in one answer. */
function requireService(draft: ProviderDraft, desk: ProviderDesk): HandoverService {
  const choice = chooseService(desk.services, draft);
  const problems: readonly FieldProblem[] =
    'problems' in choice ? choice.problems : checkSettings(draft.settings, choice.service, desk);
  if ('problems' in choice || problems.length > 0) throw invalidRequest(problems);
  return choice.service;
}
