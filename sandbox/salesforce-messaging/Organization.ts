import type { JWK } from 'jose';
import type { SeededRandom } from '../contactCentre/SeededRandom';

/** Enhanced Chat API, business hours: opening times in milliseconds since the epoch. */
export interface BusinessHours {
  readonly name: string;
  readonly isActive: boolean;
  readonly businessHours: readonly { readonly startTime: number; readonly endTime: number }[];
}

/** An Embedded Service deployment with its messaging channel; Enhanced Chat setup guide. */
export interface Deployment {
  /** The API name, which clients send as `esDeveloperName`. */
  readonly name: string;
  /** `API` is the Custom Client, the only type that version 2 of the API serves. */
  readonly type: 'API' | 'Web' | 'Mobile';
  readonly isPublished: boolean;
  readonly channelAddressIdentifier: string;
  readonly authMode: 'UnAuth' | 'Auth';
  /** Where the channel routes to when its flow decides nothing else. */
  readonly queueId: string;
  /** The custom parameter that the channel's flow reads, and the queue for each of its values. */
  readonly routingAttribute?: string;
  readonly queueByValue: Readonly<Record<string, string>>;
  /** Session-Based Chat: the conversation closes when the agent ends the session. */
  readonly isSessionBased: boolean;
  /** Pre-chat for every session: a message without a session gets 417. */
  readonly hasSessionPrechat: boolean;
  readonly isTranscriptEnabled: boolean;
  readonly requiresCaptcha: boolean;
  /** Null for a deployment without business hours, which is always open. */
  readonly businessHours: BusinessHours | null;
  readonly forms: readonly unknown[];
  readonly choiceListConfig: Readonly<Record<string, unknown>>;
}

/** A User Verification keyset; Enhanced Chat API, verified users. */
export interface Keyset {
  readonly name: string;
  readonly issuer: string;
  readonly keys: readonly JWK[];
}

/** The Salesforce org that the simulated server belongs to. */
export class Organization {
  readonly deployments = new Map<string, Deployment>();
  readonly keysets = new Map<string, Keyset>();

  /** `id` has 15 characters. */
  constructor(public id: string) {}

  /** True for the id in 15 or in 18 characters, of which the last three only repeat the case of the others. */
  isIt(orgId: string): boolean {
    return orgId === this.id || (orgId.length === 18 && orgId.startsWith(this.id));
  }
}

export type DeploymentSettings = Partial<Omit<Deployment, 'name'>>;

/** A published Custom Client deployment, but for what the settings say. */
export function createDeployment(name: string, settings: DeploymentSettings, random: SeededRandom): Deployment {
  return {
    name,
    type: 'API',
    isPublished: true,
    channelAddressIdentifier: random.uuid(),
    authMode: 'UnAuth',
    queueId: '',
    queueByValue: {},
    isSessionBased: false,
    hasSessionPrechat: false,
    isTranscriptEnabled: true,
    requiresCaptcha: false,
    businessHours: null,
    forms: [],
    choiceListConfig: {},
    ...settings,
  };
}
