import type { HandoverService, SettingSchema } from '../../lib/service';
import { bytes, characters, hosts, text } from '../shared/settingSchemas';
import { DEFAULTS, parseSettings } from './settings';

const API_NAME = '^[A-Za-z_][A-Za-z0-9_]{0,254}$';

const apiName = (title: string, description: string, byDefault?: string): SettingSchema => ({
  type: 'string',
  title,
  description: `${description}: letters, digits and underscores`,
  pattern: API_NAME,
  ...(byDefault !== undefined && { default: byDefault }),
});
/** Enhanced Chat in the service catalogue. */
export const service: HandoverService = {
  id: '6c1e00000000000000000002',
  referenceId: '0a3c8a6e-6c0e-4f55-9d0a-2f9d5b1c7e02',
  name: 'Salesforce Messaging',
  version: '1',
  description: 'Salesforce Messaging for In-App and Web (Enhanced Chat), the successor of Live Agent in Service Cloud.',
  documentationUrl: 'https://developer.salesforce.com/docs/service/messaging-api/overview',
  settings: {
    type: 'object',
    properties: {
      scrtUrl: {
        type: 'string',
        title: 'SCRT URL',
        description: 'As the org shows it with the deployment: an https URL without query or password',
        maxLength: 500,
      },
      organisationId: {
        type: 'string',
        title: 'Organisation',
        description: 'Id of the org: 15 or 18 letters and digits',
        pattern: '^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$',
      },
      deployment: apiName('Deployment', 'API name of the Embedded Service deployment, of the type Custom Client'),
      target: {
        ...text('Target', 'Value of the target attribute for conversations whose bot names no target'),
        pattern: '^[A-Za-z0-9_.:-]{1,255}$',
      },
      attributes: {
        type: 'object',
        title: 'Routing attributes',
        description: 'Names of the parameters of the org that carry what a conversation is opened with',
        properties: {
          target: apiName('Target', 'Carries the routing target'),
          summary: apiName('Summary', 'Carries what the bot says the conversation is about', '_subject'),
          phone: apiName('Phone', "Carries the visitor's telephone number"),
          room: apiName('Room', 'Carries the id of the Rocket.Chat room'),
          renamed: {
            type: 'object',
            title: 'Renamed',
            description: 'API names of attributes whose own names are none, by these names',
            additionalProperties: { type: 'string', pattern: API_NAME },
            propertyNames: { minLength: 1, maxLength: 255 },
            maxProperties: 100,
            default: {},
          },
        },
        additionalProperties: false,
      },
      language: text('Language', 'For visitors of whom no language is known, such as en_US', DEFAULTS.language),
      visitorName: text('Visitor name', 'For visitors without a name', DEFAULTS.visitorName),
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
      fileLimit: bytes('File limit', 'Largest file that is sent', DEFAULTS.fileLimit),
      downloadLimit: bytes('Download limit', 'Largest file that is fetched', DEFAULTS.downloadLimit),
      fileHosts: hosts(
        'File hosts',
        'Host names that files are fetched from, and all below them, besides the host of the SCRT URL',
        DEFAULTS.fileHosts,
      ),
      speaksToBots: {
        type: 'boolean',
        title: 'Speaks to bots',
        description: "Whether a bot of the org's is spoken to like an agent",
        default: true,
      },
      identity: {
        type: 'object',
        title: 'User verification',
        description: 'What identities of visitors are signed with; without it they are anonymous',
        properties: {
          privateKey: {
            type: 'string',
            title: 'Private key',
            description: 'RSA key in the PEM form of PKCS #8',
            minLength: 1,
            maxLength: 10_000,
            writeOnly: true,
          },
          keyId: text('Key id', "Names the key in the org's keyset"),
          issuer: text('Issuer', "As set in the org's keyset"),
          audience: text('Audience', 'Left out of the identity where it is left out here'),
        },
        additionalProperties: false,
        required: ['privateKey', 'keyId', 'issuer'],
      },
    },
    additionalProperties: false,
    required: ['scrtUrl', 'organisationId', 'deployment'],
  },
  problemsOf: (settings) => parseSettings(settings).problems,
};
