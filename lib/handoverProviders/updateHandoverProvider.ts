import type { FieldProblem } from '../errors';
import { invalidRequest } from '../invalidRequest';
import { type ServiceChoice, serviceOf } from './catalogue';
import { checkConflicts } from './checkConflicts';
import { checkSettings } from './checkSettings';
import { servedDepartments } from './departments';
import type { HandoverProvider, JsonObject } from './HandoverProvider';
import { isHeldBy } from './heldRevisions';
import { mergePatch } from './mergePatch';
import type { ProviderDesk } from './ProviderDesk';
import { requireProvider } from './requireProvider';
import { withoutMasks } from './secrets';

/** What a caller wants changed; what is left out stays, and null takes a field away. */
export interface ProviderPatch extends ServiceChoice {
  readonly name?: string;
  readonly referenceId?: string;
  readonly organisationId?: string | null;
  readonly localeId?: string | null;
  /** Takes the place of the whole list. */
  readonly properties?: readonly JsonObject[];
  /** Merged (RFC 7396). A secret that is masked or left out stays. */
  readonly settings?: JsonObject;
}

/**
 * Changes a provider. Sessions that are open go on with what they started with. Of two changes at once the later one is
 * merged onto the earlier.
 *
 * @throws HandoverError `invalid-request`, `provider-not-found`, `provider-read-only`, `provider-exists`, `providers-busy`
 */
export function updateHandoverProvider(
  { id, patch, caller }: { id: string; patch: ProviderPatch; caller: string },
  desk: ProviderDesk,
): Promise<HandoverProvider> {
  return desk.registry.change(async (hold) => {
    const before = await requireProvider(id, desk);
    const merged = merge(before, patch, desk);
    const departments = await servedDepartments(merged.settings, desk, before.departments);
    const after: HandoverProvider = {
      ...merged,
      revision: before.revision + 1,
      departments,
      changedAtMs: Math.max(desk.clock.nowMs(), before.changedAtMs),
      changedBy: caller,
    };
    await checkConflicts(after, desk);
    const sessions = await desk.sessions.list();
    hold.assertHolding();
    await desk.providers.replace(after, isHeldBy(sessions));
    return after;
  });
}

/** @throws HandoverError `invalid-request` naming every wrong field */
function merge(before: HandoverProvider, patch: ProviderPatch, desk: ProviderDesk): HandoverProvider {
  const service = serviceOf(desk.services, before.serviceId);
  const settings = mergePatch(before.settings, withoutMasks(patch.settings ?? {}, service.settings));
  const problems: FieldProblem[] = [...changesOfService(patch, service), ...checkSettings(settings, service, desk)];
  if (problems.length > 0) throw invalidRequest(problems);
  return {
    ...before,
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.referenceId !== undefined && { referenceId: patch.referenceId }),
    ...(patch.properties !== undefined && { properties: patch.properties }),
    organisationId: changed(before.organisationId, patch.organisationId),
    localeId: changed(before.localeId, patch.localeId),
    settings,
  };
}

/** Settings of one service mean nothing to another. */
function changesOfService(
  { serviceId, service }: ServiceChoice,
  own: { readonly id: string; readonly name: string },
): FieldProblem[] {
  const problem = 'cannot be changed; create another provider';
  const isOther = service !== undefined && service.trim().toLowerCase() !== own.name.toLowerCase();
  return [
    ...(serviceId !== undefined && serviceId !== own.id ? [{ field: 'serviceId', problem }] : []),
    ...(isOther ? [{ field: 'service', problem }] : []),
  ];
}

function changed(before: string | undefined, next: string | null | undefined): string | undefined {
  return next === undefined ? before : (next ?? undefined);
}
