import type { HandoverService, SettingSchema } from '../../lib/service';
import { hosts, text } from '../shared/settingSchemas';
import { DEFAULTS, PRECHAT_DEFAULTS, parseSettings } from './settings';

const salesforceId = (title: string, description: string): SettingSchema => ({
  type: 'string',
  title,
  description: `${description}: 15 or 18 letters and digits`,
  pattern: '^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$',
});
/** Live Agent in the service catalogue. */
export const service: HandoverService = {
  id: '6c1e00000000000000000001',
  referenceId: '0a3c8a6e-6c0e-4f55-9d0a-2f9d5b1c7e01',
  name: 'Live Agent',
  version: '1',
  description:
    'Salesforce Live Agent, the legacy Chat of Service Cloud. Salesforce retired it on 14 February 2026; some orgs still speak it.',
  documentationUrl: 'https://developer.salesforce.com/docs/atlas.en-us.live_agent_rest.meta/live_agent_rest/',
  settings: {
    type: 'object',
    properties: {
      endpointUrl: {
        type: 'string',
        title: 'Chat API endpoint',
        description: 'As the org shows it under Chat Settings: an https URL without query or password',
        maxLength: 500,
      },
      organisationId: salesforceId('Organisation', 'Id of the org'),
      deploymentId: salesforceId('Deployment', 'Id of the chat deployment'),
      buttonId: salesforceId('Button', 'Id of the chat button that routes chats whose bot names none'),
      apiVersion: {
        type: 'integer',
        title: 'API version',
        description: 'Version of the Live Agent REST API',
        minimum: 37,
        maximum: 999,
        default: DEFAULTS.apiVersion,
      },
      language: text('Language', 'For visitors of whom no language is known', DEFAULTS.language),
      userAgent: text('User agent', 'What agents see as the browser of the visitor', DEFAULTS.userAgent),
      screenResolution: text(
        'Screen resolution',
        'What agents see as the screen of the visitor',
        DEFAULTS.screenResolution,
      ),
      visitorName: text('Visitor name', 'For visitors without a name', DEFAULTS.visitorName),
      messageGapMs: {
        type: 'integer',
        title: 'Message gap',
        description: "Least time between two messages of a visitor's, in milliseconds; what follows faster can be lost",
        minimum: 0,
        maximum: 60_000,
        default: DEFAULTS.messageGapMs,
      },
      uploadHosts: hosts(
        'Upload hosts',
        "Host names that files may be sent to, and all below them, besides the endpoint's own",
        DEFAULTS.uploadHosts,
      ),
      prechat: {
        type: 'object',
        title: 'Pre-chat',
        description: 'What agents and records get to know',
        properties: {
          transcriptFields: {
            type: 'object',
            title: 'Transcript fields',
            description: 'Field of the LiveChatTranscript record that a detail is saved to, by the label of the detail',
            additionalProperties: { type: 'string', minLength: 1, maxLength: 255 },
            maxProperties: 100,
            default: { ...PRECHAT_DEFAULTS.transcriptFields },
          },
          transcriptLimit: {
            type: 'integer',
            title: 'Transcript limit',
            description: 'Longest conversation that is passed on, in characters; of a longer one, the end',
            minimum: 0,
            maximum: 1_000_000,
            default: PRECHAT_DEFAULTS.transcriptLimit,
          },
          entities: {
            type: 'array',
            title: 'Entities',
            description: 'Records to find or create, as `prechatEntities` of the Live Agent REST API has them',
            items: { type: 'object' },
            maxItems: 50,
            default: [],
          },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
    required: ['endpointUrl', 'organisationId', 'deploymentId', 'buttonId'],
  },
  problemsOf: (settings) => parseSettings(settings).problems,
};
