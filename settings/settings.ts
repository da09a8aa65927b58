import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { SettingId } from './SettingId';

type Section =
  | 'routing'
  | 'provider'
  | 'messaging'
  | 'live_agent'
  | 'conversation'
  | 'texts'
  | 'after_handover'
  | 'access';
type Value = string | number | boolean;

interface Row {
  id: SettingId;
  section: Section;
  type: SettingType;
  packageValue: Value;
  values?: ISetting['values'];
}

const text = (section: Section, id: SettingId, packageValue = ''): Row => ({
  id,
  section,
  type: SettingType.STRING,
  packageValue,
});
const secret = (section: Section, id: SettingId): Row => ({
  id,
  section,
  type: SettingType.PASSWORD,
  packageValue: '',
});
const count = (section: Section, id: SettingId, packageValue: number): Row => ({
  id,
  section,
  type: SettingType.NUMBER,
  packageValue,
});
const flag = (section: Section, id: SettingId, packageValue: boolean): Row => ({
  id,
  section,
  type: SettingType.BOOLEAN,
  packageValue,
});

/** One of several, the first unless the admin chooses. */
const choice = (section: Section, id: SettingId, keys: readonly string[]): Row => ({
  id,
  section,
  type: SettingType.SELECT,
  packageValue: keys[0] ?? '',
  values: keys.map((key) => ({ key, i18nLabel: `${id}_${key.replace('-', '_')}` })),
});

/** What the visitor is told, in English, until the admin says it better; none of it is secret or a company's own. */
const TEXTS: ReadonlyArray<readonly [SettingId, string]> = [
  [SettingId.findingAgent, 'Looking for an agent for you.'],
  [SettingId.queuePosition, 'You are number {position} in the queue.'],
  [SettingId.nextInQueue, 'An agent will be with you shortly.'],
  [SettingId.agentJoined, 'You are now talking to {agent}.'],
  [SettingId.agentChanged, '{agent} goes on with your conversation.'],
  [SettingId.agentLeft, 'The agent has left; please wait for the next one.'],
  [SettingId.transferring, 'You are being transferred; please wait.'],
  [SettingId.endedByAgent, 'The agent has ended the conversation.'],
  [SettingId.endedByVisitor, 'You have left the conversation with the agent.'],
  [SettingId.unavailable, 'No agent is available right now.'],
  [SettingId.queueTimeoutText, 'No agent could take your conversation in time.'],
  [SettingId.idleWarning, 'Are you still there? The conversation ends in {seconds} seconds without an answer.'],
  [SettingId.idleEnded, 'The conversation has ended because there was no answer.'],
  [SettingId.technicalDifficulty, 'Sorry, the connection to the agent has failed.'],
  [SettingId.fileRequested, 'The agent asks you to send a file.'],
  [SettingId.notDelivered, 'Your last message could not be delivered.'],
];

const ROWS: readonly Row[] = [
  text('routing', SettingId.bridgeAgent),
  text('routing', SettingId.handoverDepartment),
  text('routing', SettingId.returnDepartment),
  flag('routing', SettingId.checkAvailability, true),
  choice('provider', SettingId.product, ['messaging', 'live-agent']),
  text('provider', SettingId.organisation),
  text('provider', SettingId.button),
  choice('provider', SettingId.receiveMode, ['direct', 'host']),
  text('messaging', SettingId.messagingUrl),
  text('messaging', SettingId.messagingDeployment),
  text('messaging', SettingId.messagingButtonAttribute),
  secret('messaging', SettingId.identityKey),
  text('messaging', SettingId.identityKeyId),
  text('messaging', SettingId.identityIssuer),
  text('messaging', SettingId.identityAudience),
  text('live_agent', SettingId.liveAgentEndpoint),
  text('live_agent', SettingId.liveAgentDeployment),
  count('conversation', SettingId.transcriptMessages, 50),
  count('conversation', SettingId.transcriptCharacters, 10_000),
  count('conversation', SettingId.queueTimeout, 600),
  text('conversation', SettingId.exitWords),
  ...TEXTS.map(([id, packageValue]) => text('texts', id, packageValue)),
  flag('after_handover', SettingId.dialogflowEvents, false),
  text('after_handover', SettingId.dialogflowAgentEnded, 'end_live_chat'),
  text('after_handover', SettingId.dialogflowVisitorEnded, 'end_live_chat'),
  text('after_handover', SettingId.dialogflowUnavailable, 'agent_unavailable'),
  text('after_handover', SettingId.dialogflowIdle, 'end_session'),
  text('after_handover', SettingId.dialogflowError, 'handover_error'),
  text('after_handover', SettingId.dialogflowLanguage, 'en'),
  text('after_handover', SettingId.webhookUrl),
  secret('after_handover', SettingId.webhookSecret),
  secret('access', SettingId.handoverToken),
  secret('access', SettingId.apiKey),
];

/**
 * The settings as the engine registers them. None is required, because the host disables an app whose required setting
 * is empty; none is public, because readers of public settings need not be admins.
 */
export const settings: readonly ISetting[] = ROWS.map(({ section, ...row }) => ({
  ...row,
  section: `section_${section}`,
  required: false,
  public: false,
  i18nLabel: `${row.id}_label`,
  i18nDescription: `${row.id}_description`,
}));
