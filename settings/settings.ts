import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { SettingId } from './SettingId';
import { TEXT_SETTINGS } from './textSettings';
import { ENGLISH } from './wordings/en';

type Section =
  | 'routing'
  | 'provider'
  | 'messaging'
  | 'live_agent'
  | 'conversation'
  | 'texts'
  | 'after_handover'
  | 'access'
  | 'notices';
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
  ...TEXT_SETTINGS.map(([key, id]) => text('texts', id, ENGLISH[key])),
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
  text('notices', SettingId.noticeRecipients),
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
