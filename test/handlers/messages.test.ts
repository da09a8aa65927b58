/// <reference types="jest" />
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import {
  handleMessageDeleted,
  handleMessageSent,
  handleMessageUpdated,
  isEditedByVisitor,
  isSentByVisitor,
  isVisitorsOwn,
} from '../../handlers/messages';
import { quietly } from '../../handlers/quietly';
import type { Switchboard } from '../../lib/Switchboard';
import { RecordingLog } from '../support/aDesk';

let calls: string[];
let switchboard: Switchboard;
beforeEach(() => {
  calls = [];
  const fake: Pick<Switchboard, 'visitorWrote' | 'somethingToSay'> = {
    visitorWrote: async (roomId) => {
      calls.push(`wrote ${roomId}`);
    },
    somethingToSay: async (roomId, text) => {
      calls.push(`say ${roomId} ${text}`);
    },
  };
  switchboard = fake as Switchboard;
});

const room = { id: 'room', type: 'l', isOpen: true, servedBy: { username: 'bridge' } };

/** A message of a visitor as the engine hands it out. */
function aMessage(changes: object = {}): IMessage {
  return { id: 'm', text: 'hello', token: 'visitor token', room, ...changes } as unknown as IMessage;
}

/** What is none of the visitor's own words in a room that somebody serves. */
const DROPPED: Array<[string, object]> = [
  ["the app's own and every agent's, which have no token", { token: undefined }],
  ['system messages', { type: 'livechat-close' }],
  ['messages of channels', { room: { ...room, type: 'c' } }],
  ['messages of closed rooms', { room: { ...room, isOpen: false } }],
  ['messages of rooms that wait in a queue', { room: { ...room, servedBy: undefined } }],
];

test('what a visitor writes is told', async () => {
  await handleMessageSent(aMessage(), switchboard);
  expect(calls).toEqual(['wrote room']);
});

test('what a visitor changes or deletes is told with its text', async () => {
  await handleMessageUpdated(aMessage({ text: 'hallo', editedAt: new Date() }), switchboard);
  await handleMessageDeleted(aMessage(), switchboard);
  expect(calls).toEqual(['say room [edited] hallo', 'say room [deleted] hello']);
});

test.each(DROPPED)('%s are dropped', async (_name, changes) => {
  await handleMessageSent(aMessage(changes), switchboard);
  await handleMessageUpdated(aMessage({ ...changes, editedAt: new Date() }), switchboard);
  await handleMessageDeleted(aMessage(changes), switchboard);
  expect(calls).toEqual([]);
});

test("the host is told to hand over a visitor's own words", () => {
  expect(isSentByVisitor(aMessage())).toBe(true);
  expect(isEditedByVisitor(aMessage({ editedAt: new Date() }))).toBe(true);
  expect(isVisitorsOwn(aMessage())).toBe(true);
});

test.each(DROPPED)('the host is told to keep %s', (_name, changes) => {
  expect(isSentByVisitor(aMessage(changes))).toBe(false);
  expect(isEditedByVisitor(aMessage({ ...changes, editedAt: new Date() }))).toBe(false);
  expect(isVisitorsOwn(aMessage(changes))).toBe(false);
});

test('an edit that is reported as a new message is no new message', async () => {
  await handleMessageSent(aMessage({ editedAt: new Date() }), switchboard);
  expect(calls).toEqual([]);
});

test('an update that is no edit, such as a preview of a link, is not told', async () => {
  await handleMessageUpdated(aMessage(), switchboard);
  expect(calls).toEqual([]);
});

test('a file without a text that is deleted is told without a text', async () => {
  await handleMessageDeleted(aMessage({ text: undefined }), switchboard);
  expect(calls).toEqual(['say room [deleted] ']);
});

test('nothing that goes wrong reaches the host, and all of it the log', async () => {
  const log = new RecordingLog();
  await quietly(log, 'A message', async () => {
    throw new Error('no store');
  });
  expect(log.lines).toEqual([expect.stringMatching(/^error A message was not dealt with .*no store/)]);
});
