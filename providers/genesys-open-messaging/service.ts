import type { HandoverService, SettingSchema } from '../../lib/service';
import { bytes, characters, hosts, text } from '../shared/settingSchemas';
import { DEFAULTS, parseSettings } from './settings';

const id = (title: string, description: string): SettingSchema => ({
  type: 'string',
  title,
  description: `${description}: 32 hexadecimal digits with hyphens`,
  pattern: '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$',
});
const secret = (title: string, description: string): SettingSchema => ({
  type: 'string',
  title,
  description,
  minLength: 1,
  maxLength: 500,
  writeOnly: true,
});
const attribute = (title: string, description: string, byDefault: string): SettingSchema => ({
  type: 'string',
  title,
  description,
  pattern: '^[A-Za-z0-9_. -]{1,100}$',
  ...(byDefault !== '' && { default: byDefault }),
});
/** Genesys Cloud in the service catalogue. */
export const service: HandoverService = {
  id: '6c1e00000000000000000003',
  referenceId: '0a3c8a6e-6c0e-4f55-9d0a-2f9d5b1c7e03',
  name: 'Genesys Cloud Open Messaging',
  version: '1',
  description: 'Genesys Cloud, by an Open Messaging integration whose webhook is the one of this provider.',
  documentationUrl: 'https://developer.genesys.cloud/commdigital/digital/openmessaging/',
  settings: {
    type: 'object',
    properties: {
      host: {
        type: 'string',
        title: 'Region',
        description: 'Domain of the region, such as mypurecloud.de; or the https URL of a gateway in front of it',
        maxLength: 500,
      },
      clientId: id('OAuth client', 'Id of an OAuth client of the type Client Credentials'),
      clientSecret: secret('OAuth client secret', 'Secret of the OAuth client'),
      integrationId: id('Integration', 'Id of the Open Messaging integration'),
      webhookSecret: secret('Webhook secret', 'Signature secret token of the integration'),
      webhookToken: secret('Webhook token', 'What the integration sends in the header X-Handover-Token, if it does'),
      queueId: id('Queue', 'Id of the queue for conversations whose bot names none; left out where the flow knows'),
      attributes: {
        type: 'object',
        title: 'Participant data',
        description: 'Names of what the flow reads with Get Participant Data',
        properties: {
          target: attribute('Target', 'Carries the routing target', DEFAULTS.attributes.target),
          language: attribute('Language', "Carries the visitor's language", DEFAULTS.attributes.language),
          room: attribute('Room', 'Carries the id of the Rocket.Chat room', DEFAULTS.attributes.room),
          phone: attribute('Phone', "Carries the visitor's telephone number", DEFAULTS.attributes.phone),
          summary: attribute('Summary', 'Carries what the bot says it is about', DEFAULTS.attributes.summary),
        },
        additionalProperties: false,
      },
      firstMessage: text(
        'First message',
        'Begins a conversation of which nothing else is known',
        DEFAULTS.firstMessage,
      ),
      visitorName: text('Visitor name', 'For visitors without a name', DEFAULTS.visitorName),
      agentName: text('Agent name', 'For agents whose name cannot be found out', DEFAULTS.agentName),
      messageLimit: characters(
        'Message limit',
        'Longest text of one message; longer ones are sent in parts',
        DEFAULTS.messageLimit,
      ),
      transcriptLimit: characters(
        'Transcript limit',
        'Longest conversation that is passed on; of a longer one, the end',
        DEFAULTS.transcriptLimit,
      ),
      downloadLimit: bytes('Download limit', 'Largest file that is fetched', DEFAULTS.downloadLimit),
      fileHosts: hosts(
        'File hosts',
        'Host names that files are fetched from, and all below them, besides the domain of the region',
        [],
      ),
      requestsPerMinute: {
        type: 'integer',
        title: 'Requests per minute',
        description: 'What the OAuth client is allowed; half of it goes into asking who is in a conversation',
        minimum: 10,
        maximum: 100_000,
        default: DEFAULTS.requestsPerMinute,
      },
      waitsForAgents: {
        type: 'boolean',
        title: 'Waits for agents',
        description: 'Whether visitors go on waiting in a queue that no agent is on',
        default: false,
      },
    },
    additionalProperties: false,
    required: ['host', 'clientId', 'clientSecret', 'integrationId', 'webhookSecret'],
  },
  problemsOf: (settings) => parseSettings(settings).problems,
};
