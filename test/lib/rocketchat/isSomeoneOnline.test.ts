/// <reference types="jest" />
import type { ILivechatRead } from '@rocket.chat/apps-engine/definition/accessors';
import { isSomeoneOnline } from '../../../lib/rocketchat/isSomeoneOnline';

test.each([
  ['that somebody is', true, true],
  ['that nobody is', false, false],
  ['nothing, as it does without the permission', null, true],
])('the host says of a department %s online', async (_what, answer, expected) => {
  const asked: string[] = [];
  const isOnlineAsync = async (departmentId: string) => {
    asked.push(departmentId);
    return answer;
  };
  expect(await isSomeoneOnline({ isOnlineAsync } as unknown as ILivechatRead, 'sales')).toBe(expected);
  expect(asked).toEqual(['sales']);
});
