/// <reference types="jest" />
import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import { LANGUAGES } from '../../lib/language';
import { SessionConfigReader } from '../../settings/SessionConfigReader';
import { settings } from '../../settings/settings';
import { WORDINGS } from '../../settings/wordings/index';

/** Reads the settings as they are in a new installation, but for what is given. */
function read(changes: Record<string, unknown> = {}) {
  const values = { ...Object.fromEntries(settings.map(({ id, packageValue }) => [id, packageValue])), ...changes };
  const reader = { getValueById: async (id: string) => values[id] };
  return new SessionConfigReader().read(reader as unknown as ISettingRead);
}

const rulesOf = async (changes: Record<string, unknown>) =>
  (await read({ salesforce_bot_username: ' bridge ', ...changes })).rules;

test('sessions share one configuration until a setting changes', async () => {
  const values: Record<string, unknown> = { salesforce_bot_username: 'bridge' };
  const reader = { getValueById: async (id: string) => values[id] } as unknown as ISettingRead;
  const configs = new SessionConfigReader();
  const first = await configs.read(reader);
  expect(await configs.read(reader)).toBe(first);
  values.salesforce_bot_username = 'another';
  expect((await configs.read(reader)).rules?.bridgeAgent).toBe('another');
});

test('a new installation allows no session, because nobody would serve it', async () => {
  expect(await read()).toMatchObject({ rules: undefined, servedDepartment: undefined });
});

test('a named bridge agent allows sessions', async () => {
  expect((await rulesOf({}))?.bridgeAgent).toBe('bridge');
});

describe('what visitors are told', () => {
  test('is said in their language as long as the admin has not touched it', async () => {
    expect((await read()).texts).toEqual(WORDINGS);
  });

  test.each([
    ['the words of the admin', ' Ana is here. ', 'Ana is here.'],
    ['nothing, where he has left the text empty', ' ', ''],
    ['nothing, where there is no text', null, ''],
  ])('is %s in every language, and the other texts stay as they are', async (_name, written, said) => {
    const { texts } = await read({ agent_joined_message: written });
    for (const language of LANGUAGES) {
      expect(texts[language]).toEqual({ ...WORDINGS[language], 'agent-joined': said });
    }
  });

  test('is not the text of the predecessor in another language', async () => {
    const said = 'Transferring you to a live agent.';
    const { texts } = await read({ la_no_queue_message: said });
    expect(LANGUAGES.map((language) => texts[language]['next-in-queue'])).toEqual(LANGUAGES.map(() => said));
  });
});

test.each([
  [600, 600_000],
  ['30', 30_000],
  [0, Number.POSITIVE_INFINITY],
  [-5, Number.POSITIVE_INFINITY],
  ['soon', Number.POSITIVE_INFINITY],
  [null, Number.POSITIVE_INFINITY],
])('a queue time-out of %p is %p ms', async (seconds, queueMs) => {
  expect((await rulesOf({ queue_timeout_seconds: seconds }))?.limits.queueMs).toBe(queueMs);
});

test.each([
  ['', []],
  [' Bye , EXIT,, ', ['bye', 'exit']],
  ['auf wiedersehen', ['auf wiedersehen']],
])('the exit words of %p are %p', async (text, expected) => {
  expect((await rulesOf({ exit_words: text }))?.exitWords).toEqual(expected);
});

test('a room returns to the department that is named, or to none', async () => {
  expect((await rulesOf({ chat_handover_department_name: ' bots ' }))?.returnDepartment).toBe('bots');
  expect((await rulesOf({ chat_handover_department_name: '  ' }))?.returnDepartment).toBeUndefined();
});

test('the transcript is limited in whole numbers', async () => {
  const rules = await rulesOf({ transcript_messages: 7.9, transcript_characters: '-1' });
  expect(rules?.transcript).toEqual({ messages: 7, characters: 0 });
});

test.each([
  ['host', 'host'],
  ['direct', 'direct'],
  ['anything', 'direct'],
])('news by "%s" is received %s', async (value, expected) => {
  expect((await read({ receive_mode: value })).receiveMode).toBe(expected);
});

describe('what comes after a handover', () => {
  test('is nothing in a new installation', async () => {
    expect((await read()).afterHandover).toEqual({ webhook: undefined, dialogflow: undefined });
  });

  test('is a webhook as soon as it has an address', async () => {
    const changes = { after_handover_webhook_url: 'https://x', after_handover_webhook_secret: 's' };
    expect((await read(changes)).afterHandover.webhook).toEqual({ url: 'https://x', secret: 's' });
  });

  test('is an event of the Dialogflow app only with a language', async () => {
    const enabled = { dialogflow_enable_end_event: true };
    const { afterHandover } = await read({ ...enabled, dialogflow_end_event_language_code: 'en' });
    expect(afterHandover.dialogflow).toMatchObject({ languageCode: 'en', events: { agentEnded: 'end_live_chat' } });
    expect(
      (await read({ ...enabled, dialogflow_end_event_language_code: '' })).afterHandover.dialogflow,
    ).toBeUndefined();
  });
});
