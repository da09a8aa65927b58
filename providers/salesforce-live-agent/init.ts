import type { Json } from '../../lib/json';
import type { Log } from '../../lib/log';
import { ProviderError } from '../../lib/ProviderError';
import type { OpenRequest } from '../../lib/provider';
import { isSalesforceId, shortId } from './ids';
import { prechatDetails } from './prechat';
import type { LiveAgentSettings } from './settings';

/** The button that routes the chat. @throws ProviderError for a target that cannot be one */
export function buttonOf({ target }: OpenRequest, { buttonId }: LiveAgentSettings): string {
  if (target === undefined || target.trim() === '') return buttonId;
  if (isSalesforceId(target.trim())) return shortId(target.trim());
  throw new ProviderError('rejected', 'The routing target is not the id of a Live Agent chat button');
}

interface InitParts {
  readonly settings: LiveAgentSettings;
  readonly sessionId: string;
  readonly log: Log;
}

/** The chat request; Live Agent REST API, ChasitorInit. */
export function initBody(request: OpenRequest, { settings, sessionId, log }: InitParts): { [key: string]: Json } {
  return {
    organizationId: settings.organisationId,
    deploymentId: settings.deploymentId,
    buttonId: buttonOf(request, settings),
    sessionId,
    userAgent: settings.userAgent,
    language: request.visitor.language || settings.language,
    screenResolution: settings.screenResolution,
    visitorName: request.visitor.name?.trim() || settings.visitorName,
    prechatDetails: prechatDetails(request, { settings: settings.prechat, log }),
    prechatEntities: [...settings.prechat.entities],
    receiveQueueUpdates: true,
    isPost: true,
  };
}
