/// <reference types="jest" />
import { translate } from '../../../providers/salesforce-live-agent/toEvents';
import { aConversation } from './support/Conversation';

const connected = aConversation().state;
const waiting = aConversation({ isConnected: false, wasEstablished: false }).state;
const eventOf = (type: string, message: Record<string, unknown> = {}, state = connected) =>
  translate({ type, message }, state)?.event;

describe('what a wire message says', () => {
  test.each<[string, Record<string, unknown>, object]>([
    ['ChatRequestSuccess', { queuePosition: 3, estimatedWaitTime: 90 }, { position: 3, waitSeconds: 90 }],
    ['ChatRequestSuccess', { queuePosition: 0, estimatedWaitTime: -1 }, { position: 0 }],
    ['QueueUpdate', { position: 1, estimatedWaitTime: 0 }, { position: 1, waitSeconds: 0 }],
    ['QueueUpdate', { position: -1, estimatedWaitTime: 'x' }, {}],
  ])('%s %j tells the place in the queue', (type, message, place) => {
    expect(eventOf(type, message, waiting)).toEqual({ type: 'queued', ...place });
  });

  test('the queue is of no interest while an agent is there', () => {
    expect(eventOf('QueueUpdate', { position: 0 })).toBeUndefined();
  });

  test('ChatRequestSuccess tells how long a chat lives without polls', () => {
    const message = { connectionTimeout: 90_000 };
    expect(translate({ type: 'ChatRequestSuccess', message }, waiting)?.change).toEqual({
      connectionTimeoutMs: 90_000,
    });
  });

  test.each([
    ['Unavailable', 'unavailable'],
    ['Blocked', 'error'],
    ['InternalFailure', 'error'],
    ['NoPost', 'error'],
    ['Unknown', 'error'],
    ['constructor', 'error'],
  ])('a request that fails with %s has ended as %s', (reason, end) => {
    expect(eventOf('ChatRequestFail', { reason })).toEqual({ type: 'ended', reason: end });
  });

  test.each([
    ['agent', 'agent'],
    ['client', 'visitor'],
    ['agentsUnavailable', 'unavailable'],
    ['agentPushTimeout', 'unavailable'],
    ['clientIdleTimeout', 'idle'],
    ['NoPost', 'error'],
    ['unknown', 'error'],
    ['constructor', 'error'],
    [undefined, 'agent'],
  ])('a chat that ended with %s has ended as %s', (reason, end) => {
    expect(eventOf('ChatEnded', { reason })).toEqual({ type: 'ended', reason: end });
  });

  test.each(['ChatEstablished', 'ChatTransferred', 'ChatResumedAfterTransfer', 'AgentJoinedConference'])(
    '%s brings an agent',
    (type) => {
      expect(translate({ type, message: { name: 'Ana', userId: '005' } }, waiting)).toEqual({
        event: { type: 'agent-joined', name: 'Ana' },
        change: { isConnected: true, wasEstablished: true },
      });
    },
  );

  test.each(['chasitorIdleTimeout', 'chasitorIdletimeout'])('%s tells how long a visitor may be silent', (field) => {
    const idle = (limits: object) => eventOf('ChatEstablished', { name: 'Ana', [field]: limits });
    const joined = { type: 'agent-joined', name: 'Ana' };
    const limits = { warnAfterSeconds: 60, endAfterSeconds: 120 };
    expect(idle({ isEnabled: true, timeout: 120, warningTime: 60 })).toEqual({ ...joined, idle: limits });
    expect(idle({ isEnabled: true, timeout: 120 })).toEqual({ ...joined, idle: { endAfterSeconds: 120 } });
    expect(idle({ isEnabled: true, timeout: 60, warningTime: 60 })).toEqual({
      ...joined,
      idle: { endAfterSeconds: 60 },
    });
    expect(idle({ isEnabled: false, timeout: 120 })).toEqual(joined);
    expect(idle({ isEnabled: true })).toEqual(joined);
  });

  test('an agent who lost the connection has left, and the chat has not ended', () => {
    expect(translate({ type: 'AgentDisconnect', message: {} }, connected)).toEqual({
      event: { type: 'agent-left' },
      change: { isConnected: false },
    });
  });

  test.each(['TransferToButtonInitiated', 'TransferToSkillInitiated', 'TransferToSbrSkillInitiated'])(
    '%s leads to somebody else',
    (type) => {
      expect(eventOf(type)).toEqual({ type: 'transferring' });
    },
  );

  test('an agent’s text comes as it was typed', () => {
    expect(eventOf('ChatMessage', { text: 'Tom &amp; I', name: 'Ana', agentId: '005' })).toEqual({
      type: 'message',
      content: { kind: 'text', text: 'Tom & I' },
      agentName: 'Ana',
    });
    expect(eventOf('ChatMessage', { text: ' ' })).toBeUndefined();
  });

  test.each([
    [{ type: 'ChatWindowMenu', header: 'Pick &gt;', items: [{ text: 'Yes', value: '1' }, { text: 'No' }] }, 'Pick >'],
    [{ type: 'ChatWindowButton', items: [{ text: 'Yes' }, { text: 'No' }, {}, null] }, ''],
  ])('the choices of %j are answered with their text', (message, text) => {
    const choices = [
      { title: 'Yes', value: 'Yes' },
      { title: 'No', value: 'No' },
    ];
    expect(eventOf('RichMessage', message)).toEqual({ type: 'message', content: { kind: 'choices', text, choices } });
  });

  test('a menu without items is a text, or nothing', () => {
    const content = { kind: 'text', text: 'Hello' };
    expect(eventOf('RichMessage', { header: 'Hello', items: 'x' })).toEqual({ type: 'message', content });
    expect(eventOf('RichMessage', {})).toBeUndefined();
  });

  test('the agent’s typing comes through', () => {
    expect(eventOf('AgentTyping')).toEqual({ type: 'typing', isTyping: true });
    expect(eventOf('AgentNotTyping')).toEqual({ type: 'typing', isTyping: false });
  });

  test('a request for a file is remembered until it is settled', () => {
    const message = { type: 'Requested', uploadServletUrl: 'https://x/upload', fileToken: 'T' };
    expect(translate({ type: 'FileTransfer', message }, connected)).toEqual({
      event: { type: 'file-transfer', phase: 'requested' },
      change: { file: { uploadUrl: 'https://x/upload', token: 'T' } },
    });
  });

  test.each([
    ['Success', 'done'],
    ['Failure', 'failed'],
    ['Canceled', 'cancelled'],
  ])('a file transfer that says %s is %s', (type, phase) => {
    expect(translate({ type: 'FileTransfer', message: { type } }, connected)).toEqual({
      event: { type: 'file-transfer', phase },
      change: { file: null },
    });
  });

  test.each([
    'AgentLeftConference',
    'CustomEvent',
    'NewVisitorBreadcrumb',
    'SensitiveDataRules',
    'AsyncResult',
    'SwitchServer',
    'FileTransfer',
  ])('%s is known and says nothing', (type) => {
    expect(translate({ type, message: {} }, connected)).toEqual({});
  });

  test.each(['', 'Novelty', 'constructor', 'toString', 'TransferToNowhere'])('the type %p is not known', (type) => {
    expect(translate({ type, message: {} }, connected)).toBeUndefined();
  });

  test.each(['ChatRequestSuccess', 'ChatEstablished', 'ChatMessage', 'RichMessage', 'FileTransfer', 'ChatEnded'])(
    '%s may hold anything at all',
    (type) => {
      for (const value of [null, 7, 'x', [], {}, true]) {
        const fields = ['name', 'text', 'items', 'reason', 'type', 'queuePosition', 'chasitorIdleTimeout'];
        const message = Object.fromEntries(fields.map((field) => [field, value]));
        expect(() => translate({ type, message }, waiting)).not.toThrow();
      }
    },
  );
});
