/// <reference types="jest" />
import type { IUserRead } from '@rocket.chat/apps-engine/definition/accessors';
import { EngineAgents } from '../../../lib/rocketchat/EngineAgents';

test.each([
  ['an agent', { isEnabled: true, roles: ['bot', 'livechat-agent'] }, true],
  ['somebody who is no agent', { isEnabled: true, roles: ['user'] }, false],
  ['an agent who was deactivated', { isEnabled: false, roles: ['livechat-agent'] }, false],
  ['nobody', undefined, false],
])('of %s the host says: %j', async (_name, user, expected) => {
  const users = { getByUsername: async () => user } as unknown as IUserRead;
  expect(await new EngineAgents(users).exists('bridge')).toBe(expected);
});
