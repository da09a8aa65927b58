import type { Answer } from '../contactCentre/Answer';
import { Refusal } from '../contactCentre/Answer';
import type { Attachments } from './Attachments';
import { ATTACHMENT_PATH } from './Attachments';
import type { Call, Route } from './Call';
import type { Context } from './context';
import type { Deployment } from './Organization';
import { badRequest, notFound } from './refusals';

const BASE = '/embeddedservice/v1';

function deploymentOf({ query }: Call, { organization }: Context): Deployment {
  const [orgId, esConfigName] = [query.get('orgId'), query.get('esConfigName')];
  if (!orgId || !esConfigName) {
    throw badRequest('orgId and esConfigName are required');
  }
  const deployment = organization.deployments.get(esConfigName);
  if (!organization.isIt(orgId) || !deployment) {
    throw notFound('There is no such deployment');
  }
  return deployment;
}

/** Enhanced Chat API, business hours: 204 for a deployment without them, which is always open. */
function businessHours({ businessHours: hours }: Deployment): Answer {
  return hours ? { status: 200, body: { businessHoursInfo: hours } } : { status: 204 };
}

/** Enhanced Chat API, configuration. */
function configuration(deployment: Deployment, language: string | null, context: Context): Answer {
  if (!deployment.isPublished) {
    throw new Refusal({ status: 412, body: { text: 'Embedded Messaging Config is not Published' } });
  }
  const { name, type, channelAddressIdentifier, authMode, forms, choiceListConfig, isTranscriptEnabled } = deployment;
  const { fileTypes, maxFileBytes } = context.switches;
  const embeddedServiceConfig = {
    name,
    deploymentType: type,
    language: language ?? 'en_US',
    forms,
    choiceListConfig,
    attachments: { endUserToAgent: true, maxFileBytes, fileTypes },
    transcript: { allowTranscript: isTranscriptEnabled },
    termsAndConditions: { isTermsAndConditionsEnabled: false },
    embeddedServiceMessagingChannel: { channelAddressIdentifier, authMode },
    businessHours: deployment.businessHours?.name ?? null,
  };
  return { status: 200, body: { embeddedServiceConfig } };
}

/** Enhanced Chat API, what needs no token: business hours, configuration, and the content of files. */
export function embeddedRoutes({ context, attachments }: { context: Context; attachments: Attachments }): Route[] {
  const method = 'get';
  return [
    {
      method,
      path: `${BASE}/businesshours`,
      name: 'embeddedservice/businesshours',
      handle: (call) => businessHours(deploymentOf(call, context)),
    },
    {
      method,
      path: `${BASE}/embedded-service-config`,
      name: 'embeddedservice/embedded-service-config',
      handle: (call) => configuration(deploymentOf(call, context), call.query.get('language'), context),
    },
    {
      method,
      path: `${ATTACHMENT_PATH}/:key/:name`,
      name: 'attachment',
      handle: ({ params }) => attachments.serve(params.key ?? ''),
    },
  ];
}
