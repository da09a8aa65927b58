import type { FieldProblem } from '../errors';
import type { HandoverService } from '../service';
import type { JsonObject } from './HandoverProvider';
import type { ProviderDesk } from './ProviderDesk';
import { maskedFields } from './secrets';

/** Everything that keeps settings from being those of a provider of this service. */
export function checkSettings(
  settings: JsonObject,
  service: HandoverService,
  { check }: Pick<ProviderDesk, 'check'>,
): FieldProblem[] {
  const masks = maskedFields(settings, service.settings, 'settings').map((field) => ({
    field,
    problem: 'is the mask of a secret, which stands for nothing here',
  }));
  const shape = check(settings, service.settings).map(within);
  // What a service says of its settings rests on their being what the schema says.
  return shape.length > 0 ? [...masks, ...shape] : [...masks, ...service.problemsOf(settings).map(within)];
}

function within({ field, problem }: FieldProblem): FieldProblem {
  return { field: field === '' ? 'settings' : `settings.${field}`, problem };
}
