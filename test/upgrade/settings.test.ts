/// <reference types="jest" />
import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import { SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { LANGUAGES } from '../../lib/language';
import { fillText } from '../../lib/texts';
import { SessionConfigReader } from '../../settings/SessionConfigReader';
import { settings } from '../../settings/settings';

/** What an installation of the predecessor has in its settings, by their ids. */
const PREDECESSOR: Readonly<Record<string, string | boolean>> = {
  salesforce_bot_username: 'liveagent',
  handover_department_name: 'Customer Support',
  salesforce_chat_api_endpoint: 'https://d.la1-c1.salesforceliveagent.com/chat/rest/',
  salesforce_organisation_id: '00D000000000001',
  salesforce_deployment_id: '572000000000001',
  salesforce_button_id: '573000000000001',
  chat_bot_username: 'virtual.assistant',
  chat_handover_department_name: 'Bots',
  timeout_handler: 'app',
  dialogflow_enable_end_event: true,
  dialogflow_agent_ended_chat_event_name: 'agent_ended',
  dialogflow_customer_ended_chat_event_name: 'customer_ended',
  dialogflow_agent_unavailable_event_name: 'escalate_unavailable',
  dialogflow_customer_idle_timeout_event_name: 'idle_timeout',
  dialogflow_session_error_event_name: 'escalate_error',
  dialogflow_end_event_language_code: 'de',
  finding_liveagent_message: 'Looking for somebody.',
  la_chat_ended_message: 'Goodbye.',
  la_no_queue_message: 'You are next.',
  la_queue_position_message: 'You are number %s.',
  la_no_liveagent_available: 'Nobody is there.',
  technical_difficulty_message: 'Something went wrong.',
  customer_timeout_warning_message: 'Answer within %t seconds.',
  debug_button: false,
  log_level: '0',
};
/** What nothing depends on any more: the bot is known by its department, and there is nothing to debug into a chat. */
const DROPPED = ['chat_bot_username', 'timeout_handler', 'debug_button', 'log_level'];

/** The host keeps the value of every setting whose id is registered again; the others begin with what the app brings. */
function upgraded(chosen: Readonly<Record<string, string>> = {}) {
  const values = new Map(settings.map(({ id, packageValue }) => [id, PREDECESSOR[id] ?? packageValue]));
  for (const [id, value] of Object.entries(chosen)) values.set(id, value);
  const reader = { getValueById: async (id: string) => values.get(id) };
  return new SessionConfigReader().read(reader as unknown as ISettingRead);
}

test('every setting of the predecessor has its id and its type here, or is known to be of no use', () => {
  const known = new Map(settings.map(({ id, type }) => [id, type]));
  const typeOf = (value: unknown) => (typeof value === 'boolean' ? SettingType.BOOLEAN : SettingType.STRING);
  const lost = Object.entries(PREDECESSOR).filter(([id, value]) => known.get(id) !== typeOf(value));
  expect(lost.map(([id]) => id)).toEqual(DROPPED);
});

test('where rooms go, who serves them, and how the contact centre is reached is as it was', async () => {
  const { rules, servedDepartment, provider } = await upgraded({ product: 'live-agent' });
  expect([rules?.bridgeAgent, servedDepartment, rules?.returnDepartment]).toEqual([
    'liveagent',
    'Customer Support',
    'Bots',
  ]);
  expect(provider).toEqual({
    product: 'live-agent',
    settings: {
      endpointUrl: 'https://d.la1-c1.salesforceliveagent.com/chat/rest/',
      organisationId: '00D000000000001',
      deploymentId: '572000000000001',
      buttonId: '573000000000001',
    },
  });
});

test('what visitors are told is as it was, in every language, and place-holders are filled in', async () => {
  const { texts } = await upgraded();
  for (const language of LANGUAGES) {
    expect(texts[language]).toMatchObject({
      'finding-agent': 'Looking for somebody.',
      'ended-by-agent': 'Goodbye.',
      'next-in-queue': 'You are next.',
      unavailable: 'Nobody is there.',
      'technical-difficulty': 'Something went wrong.',
    });
    expect(fillText(texts[language]['queue-position'], { position: 3 })).toBe('You are number 3.');
    expect(fillText(texts[language]['idle-warning'], { seconds: 60 })).toBe('Answer within 60 seconds.');
  }
});

test('the bot hears of the end by the events that it knows', async () => {
  expect((await upgraded()).afterHandover.dialogflow).toEqual({
    languageCode: 'de',
    events: {
      agentEnded: 'agent_ended',
      visitorEnded: 'customer_ended',
      unavailable: 'escalate_unavailable',
      idle: 'idle_timeout',
      error: 'escalate_error',
    },
  });
});
