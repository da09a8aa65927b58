/// <reference types="jest" />
import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import { readConfig } from '../../settings/readConfig';

function reader(values: Record<string, unknown>): ISettingRead {
  return { getById: async () => undefined, getValueById: async (id: string) => values[id] } as unknown as ISettingRead;
}

test('a setting is read without the blanks around it', async () => {
  const config = await readConfig(
    reader({ handover_department_name: ' salesforce ', handover_token: 't', api_key: 'k' }),
  );
  expect(config).toEqual({ servedDepartment: 'salesforce', handoverToken: 't', apiKey: 'k' });
});

test.each([
  ['an empty text', ''],
  ['blanks', '  '],
  ['null', null],
  ['a number', 7],
])('%s means not set', async (_name, value) => {
  const config = await readConfig(reader({ handover_department_name: value, handover_token: value, api_key: value }));
  expect(config).toEqual({ servedDepartment: undefined, handoverToken: undefined, apiKey: undefined });
});
