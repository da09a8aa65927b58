import type { TextKey } from '../lib/texts';
import { SettingId } from './SettingId';

const SETTING_OF: Readonly<Record<TextKey, SettingId>> = {
  'finding-agent': SettingId.findingAgent,
  'queue-position': SettingId.queuePosition,
  'next-in-queue': SettingId.nextInQueue,
  'agent-joined': SettingId.agentJoined,
  'agent-changed': SettingId.agentChanged,
  'agent-left': SettingId.agentLeft,
  transferring: SettingId.transferring,
  'ended-by-agent': SettingId.endedByAgent,
  'ended-by-visitor': SettingId.endedByVisitor,
  unavailable: SettingId.unavailable,
  'queue-timeout': SettingId.queueTimeoutText,
  'idle-warning': SettingId.idleWarning,
  'idle-ended': SettingId.idleEnded,
  'technical-difficulty': SettingId.technicalDifficulty,
  'file-requested': SettingId.fileRequested,
  'not-delivered': SettingId.notDelivered,
};

/** Every text that the visitor can be told, and the setting where the admin writes his own. */
export const TEXT_SETTINGS = Object.entries(SETTING_OF) as ReadonlyArray<readonly [TextKey, SettingId]>;
