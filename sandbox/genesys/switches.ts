import { changeSwitches as change } from '../contactCentre/changeSwitches';

/** How webhook bodies are written as bytes: all of them are the same JSON, not all survive being written again. */
const webhookBodies = ['compact', 'escaped-unicode', 'escaped-slashes', 'spaced'] as const;

const attachmentNameFields = ['filename', 'fileName'] as const;

/** How the simulated platform behaves where the documentation leaves room, and the limits it keeps. */
export interface Switches {
  /** Platform API, client credentials grant: `expires_in`. */
  tokenLifetimeSeconds: number;
  /** Platform API, Rate limits: requests per minute of one client; 0 means no limit. */
  requestsPerMinute: number;
  /** Open Messaging, threading: how long after its last message an ended conversation is continued; 0 means never. */
  threadingWindowMs: number;
  /** How long an integration is being set up before it can be used. */
  integrationSetupMs: number;
  /** Open Messaging integrations: refuse webhook URLs that are neither https on port 443 nor on this machine. */
  strictWebhookUrls: boolean;
  /** Open Messaging, outbound messages: how long a webhook may take to answer. */
  webhookTimeoutMs: number;
  /** Open Messaging, outbound messages: how often a delivery is tried again, and how far apart. */
  webhookRetries: number;
  webhookRetryPauseMs: number;
  /** Open Messaging, outbound messages: no attempt begins later than this after the first one. */
  webhookSpanMs: number;
  webhookBody: (typeof webhookBodies)[number];
  /** What the name of a file is called in notifications: clients have met both. */
  attachmentNameField: (typeof attachmentNameFields)[number];
  /** Send a `Published` receipt for every message of a visitor. */
  publishedReceipts: boolean;
  /** What the inbound message flow says when a conversation begins; empty for nothing. */
  flowGreeting: string;
  /** How long a conversation rings at an agent before it goes back to the queue; 0 means for ever. */
  alertingTimeoutMs: number;
  /** Agents owe a wrap-up code after each conversation, and hold its place until they gave it. */
  wrapupRequired: boolean;
  /** How long an agent may take for it; 0 means for ever. */
  wrapupTimeoutMs: number;
  /** How long one conversation keeps an agent busy, for estimated wait times. */
  handleTimeSeconds: number;
}

/** The documented behaviour, at its strictest. */
export const defaultSwitches: Readonly<Switches> = {
  tokenLifetimeSeconds: 86_400,
  requestsPerMinute: 300,
  threadingWindowMs: 259_200_000,
  integrationSetupMs: 0,
  strictWebhookUrls: true,
  webhookTimeoutMs: 10_000,
  webhookRetries: 5,
  webhookRetryPauseMs: 5_000,
  webhookSpanMs: 85_000,
  webhookBody: 'compact',
  attachmentNameField: 'filename',
  publishedReceipts: false,
  flowGreeting: 'Thank you for your message. An agent will be with you shortly.',
  alertingTimeoutMs: 0,
  wrapupRequired: false,
  wrapupTimeoutMs: 0,
  handleTimeSeconds: 120,
};

/** Changes some switches in place after checking every one of them; throws `BadBody` and changes nothing otherwise. */
export function changeSwitches(current: Switches, patch: unknown): void {
  const choices = { webhookBody: webhookBodies, attachmentNameField: attachmentNameFields };
  change(current, patch, { defaults: defaultSwitches, choices, checks: {} });
}
