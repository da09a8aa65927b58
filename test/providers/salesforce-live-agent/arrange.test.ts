/// <reference types="jest" />
import { arrange } from '../../../providers/salesforce-live-agent/arrange';

const order = (types: string[], isConnected = true) =>
  arrange(
    types.map((type) => ({ type, message: {} })),
    isConnected,
  ).map(({ index }) => index);

describe('the order within a batch', () => {
  test('is Live Agent’s own', () => {
    expect(order(['ChatMessage', 'TransferToButtonInitiated', 'ChatEstablished', 'ChatMessage'])).toEqual([0, 1, 2, 3]);
  });

  test.each(['ChatEnded', 'ChatRequestFail'])('%s comes last, and once', (end) => {
    expect(order(['ChatMessage', end, 'ChatMessage', 'ChatEnded'])).toEqual([0, 2, 1]);
  });

  test('an agent joins before he speaks', () => {
    expect(order(['ChatMessage', 'QueueUpdate', 'ChatEstablished'], false)).toEqual([2, 0, 1]);
    expect(order(['QueueUpdate', 'ChatEstablished', 'ChatMessage'], false)).toEqual([0, 1, 2]);
  });

  test.each([
    [
      ['AgentNotTyping', 'AgentTyping', 'ChatMessage'],
      [0, 2],
    ],
    [
      ['AgentTyping', 'AgentNotTyping', 'ChatMessage'],
      [1, 2],
    ],
    [
      ['AgentTyping', 'ChatMessage'],
      [0, 1],
    ],
  ])('%j leaves the agent as he is', (types, expected) => {
    expect(order(types)).toEqual(expected);
  });
});
