/// <reference types="jest" />
import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import { readConfig } from '../../settings/readConfig';

function reader(values: Record<string, unknown>): ISettingRead {
  return { getById: async () => undefined, getValueById: async (id: string) => values[id] } as unknown as ISettingRead;
}

test('a setting is read without the blanks around it', async () => {
  const config = await readConfig(
    reader({ handover_department_name: ' salesforce ', check_availability: true, handover_token: 't', api_key: 'k' }),
  );
  expect(config).toEqual({
    servedDepartment: 'salesforce',
    checksAvailability: true,
    handoverToken: 't',
    apiKey: 'k',
  });
});

test.each([
  ['an empty text', ''],
  ['blanks', '  '],
  ['null', null],
  ['a number', 7],
])('%s means not set', async (_name, value) => {
  const config = await readConfig(reader({ handover_department_name: value, handover_token: value, api_key: value }));
  expect(config).toMatchObject({ servedDepartment: undefined, handoverToken: undefined, apiKey: undefined });
});

test.each([false, 'true', null, undefined])('availability is not checked when the setting is %p', async (value) => {
  expect(await readConfig(reader({ check_availability: value }))).toMatchObject({ checksAvailability: false });
});
