import type { Setting, SettingValue } from './types';

const DEFAULTS: Readonly<Record<string, SettingValue>> = {
  Site_Url: 'http://localhost:3000',
  Language: '',
  Message_MaxAllowedSize: 5000,
  Message_AllowEditing: true,
  FileUpload_Enabled: true,
  FileUpload_MaxFileSize: 104857600,
  FileUpload_MediaTypeWhiteList: '',
  FileUpload_MediaTypeBlackList: 'image/svg+xml',
  Livechat_enabled: true,
  Livechat_fileupload_enabled: true,
  Livechat_Routing_Method: 'Auto_Selection',
  Livechat_accept_chats_with_no_agents: false,
  Livechat_assign_new_conversation_to_bot: false,
  Livechat_enabled_when_agent_idle: true,
  Livechat_waiting_queue: false,
  Livechat_maximum_chats_per_agent: 0,
  Livechat_request_comment_when_closing_conversation: true,
  Livechat_enable_transcript: false,
  Livechat_transcript_send_always: false,
  Omnichannel_max_fallback_forward_depth: 3,
  Omnichannel_queue_delay_timeout: 5,
};

/** The server settings that this sandbox knows, each with the value a fresh installation has. */
export function defaultSettings(): Setting[] {
  return Object.entries(DEFAULTS).map(([_id, value]) => ({ _id, value, packageValue: value, hidden: false }));
}
