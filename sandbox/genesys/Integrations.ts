import { badRequest, notFound } from './answers';
import type { Context } from './context';
import { isoTime } from './context';
import { bodyReader, filledText, open, text, textMap } from './schema';

/** Open Messaging integrations, what a client sends to create one. */
export interface IntegrationRequest {
  readonly name: string;
  readonly outboundNotificationWebhookUrl: string;
  readonly outboundNotificationWebhookSignatureSecretToken: string;
  readonly webhookHeaders?: Readonly<Record<string, string>>;
  readonly supportedContent?: { readonly id: string };
  readonly messagingSetting?: { readonly id: string };
}

type CreateStatus = 'Initiated' | 'Completed' | 'Error';

/** A stored integration. */
export interface Integration extends IntegrationRequest {
  readonly id: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly createdBy: string;
  readonly modifiedBy: string;
  /** Set by the control API to make the set-up fail or to switch the integration off. */
  readonly failed?: boolean;
  readonly inactive?: boolean;
}

const PATH = '/api/v2/conversations/messaging/integrations/open';

const reference = open({ id: filledText });
const optional = { webhookHeaders: textMap, supportedContent: reference, messagingSetting: reference, id: text };
const webhook = {
  outboundNotificationWebhookUrl: filledText,
  outboundNotificationWebhookSignatureSecretToken: filledText,
};
const readRequest = bodyReader<IntegrationRequest>(open({ name: filledText, ...webhook }, optional));
/** Open Messaging integrations, update: the name is required here, too. */
const readUpdate = bodyReader<Partial<IntegrationRequest>>(open({ name: filledText }, { ...webhook, ...optional }));

function known(body: Partial<IntegrationRequest>): Partial<IntegrationRequest> {
  const names = [...Object.keys(webhook), 'name', 'webhookHeaders', 'supportedContent', 'messagingSetting'];
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}

/** Open Messaging integrations: where conversations come in and whose webhook gets what agents say. */
export class Integrations {
  readonly all = new Map<string, Integration>();

  constructor(private readonly context: Context) {}

  create(body: unknown, clientId: string, id = this.context.random.uuid()): Integration {
    const request = readRequest(body);
    this.checkUrl(request.outboundNotificationWebhookUrl);
    const now = this.context.clock.now();
    const stamps = { createdAt: now, modifiedAt: now, createdBy: clientId, modifiedBy: clientId };
    const integration = { ...(known(request) as IntegrationRequest), id, ...stamps };
    this.all.set(id, integration);
    return integration;
  }

  update(id: string, body: unknown, clientId: string): Integration {
    const before = this.get(id);
    const changes = readUpdate(body);
    if (changes.outboundNotificationWebhookUrl !== undefined) {
      this.checkUrl(changes.outboundNotificationWebhookUrl);
    }
    const stamps = { modifiedAt: this.context.clock.now(), modifiedBy: clientId };
    const integration = { ...before, ...known(changes), ...stamps };
    this.all.set(id, integration);
    return integration;
  }

  /** Throws a 404 when there is none. */
  get(id: string): Integration {
    const integration = this.all.get(id);
    if (!integration) {
      throw notFound(`The integration with id ${id} was not found.`);
    }
    return integration;
  }

  /** The integration, which must be set up and active to take messages; throws a 404 or a 400 otherwise. */
  getActive(id: string): Integration {
    const integration = this.get(id);
    if (this.createStatus(integration) !== 'Completed' || integration.inactive) {
      throw badRequest(`The integration with id ${id} is not active.`);
    }
    return integration;
  }

  /** Throws a 404 when there is none. */
  remove(id: string): void {
    this.get(id);
    this.all.delete(id);
  }

  /** OpenIntegration, as the platform shows it. */
  describe(integration: Integration, createStatus = this.createStatus(integration)): Record<string, unknown> {
    const { id, name } = integration;
    const active = createStatus === 'Completed';
    const recipient = { id, name, selfUri: `/api/v2/routing/message/recipients/${id}` };
    const person = (userId: string) => ({ id: userId, selfUri: `/api/v2/users/${userId}` });
    const error = { message: 'The integration could not be created.', code: 'internal.server.error', status: 500 };
    return {
      id,
      ...known(integration),
      status: active && !integration.inactive ? 'Active' : 'Inactive',
      ...(active && { recipient }),
      dateCreated: isoTime(integration.createdAt),
      dateModified: isoTime(integration.modifiedAt),
      createdBy: person(integration.createdBy),
      modifiedBy: person(integration.modifiedBy),
      createStatus,
      ...(createStatus === 'Error' && { createError: error }),
      selfUri: `${PATH}/${id}`,
    };
  }

  private createStatus(integration: Integration): CreateStatus {
    if (integration.failed) {
      return 'Error';
    }
    const readyAt = integration.createdAt + this.context.switches.integrationSetupMs;
    return this.context.clock.now() >= readyAt ? 'Completed' : 'Initiated';
  }

  /** Open Messaging, webhook requirements: https on port 443. This machine is let off, so that tests can listen on it. */
  private checkUrl(value: string): void {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const isHere = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    const isPublic = url?.protocol === 'https:' && url.port === '';
    const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
    if (!isWeb || (this.context.switches.strictWebhookUrls && !isHere && !isPublic)) {
      throw badRequest('outboundNotificationWebhookUrl must be an https URL on port 443.');
    }
  }
}
