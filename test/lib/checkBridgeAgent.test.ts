/// <reference types="jest" />
import { checkBridgeAgent } from '../../lib/checkBridgeAgent';

const agents = { exists: async (username: string) => username === 'bridge' };

test('a bridge agent who is an agent is no problem', async () => {
  expect(await checkBridgeAgent(agents, 'bridge')).toEqual([]);
});

test.each([
  [undefined, /no bridge agent/],
  ['nobody', /The bridge agent nobody.*no active Omnichannel agent/],
])('the bridge agent %p is a problem', async (name, problem) => {
  expect(await checkBridgeAgent(agents, name)).toEqual([
    { id: expect.any(String), sentence: expect.stringMatching(problem) },
  ]);
});
