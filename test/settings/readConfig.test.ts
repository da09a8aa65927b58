/// <reference types="jest" />
import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import { readApiKey, readConfig, readNoticeRecipients } from '../../settings/readConfig';

function reader(values: Record<string, unknown>): ISettingRead {
  return { getById: async () => undefined, getValueById: async (id: string) => values[id] } as unknown as ISettingRead;
}

test('a setting is read without the blanks around it', async () => {
  const config = await readConfig(
    reader({ handover_department_name: ' salesforce ', check_availability: true, handover_token: 't' }),
  );
  expect(config).toEqual({
    servedDepartment: 'salesforce',
    checksAvailability: true,
    handoverToken: 't',
  });
});

test.each([
  ['an empty text', ''],
  ['blanks', '  '],
  ['null', null],
  ['a number', 7],
])('%s means not set', async (_name, value) => {
  const config = await readConfig(reader({ handover_department_name: value, handover_token: value }));
  expect(config).toMatchObject({ servedDepartment: undefined, handoverToken: undefined });
  expect(await readApiKey(reader({ api_key: value }))).toBeUndefined();
});

test.each([false, 'true', null, undefined])('availability is not checked when the setting is %p', async (value) => {
  expect(await readConfig(reader({ check_availability: value }))).toMatchObject({ checksAvailability: false });
});

test.each<[unknown, string[]]>([
  ['', []],
  [undefined, []],
  [' , ', []],
  ['anna', ['anna']],
  ['@anna, ben,', ['anna', 'ben']],
])('of %p as those to be told are %p', async (value, recipients) => {
  expect(await readNoticeRecipients(reader({ admin_notice_recipients: value }))).toEqual(recipients);
});
