/// <reference types="jest" />
import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import { handleRoomClosed } from '../../handlers/handleRoomClosed';
import { requestHandover, survey } from '../../lib/requestHandover';
import { aDesk, aSession } from '../support/aDesk';

const closedRoom = { id: 'room' } as ILivechatRoom;

test('a closed room ends its session and leaves nothing kept', async () => {
  const desk = aDesk();
  const request = { roomId: 'room', targetDepartmentName: 'salesforce', context: { attributes: [], buttonId: 'b' } };
  await requestHandover(desk, request, { ...(await survey(desk, request)), servedDepartment: 'salesforce' });
  await desk.sessions.create(aSession());
  await handleRoomClosed(closedRoom, desk);
  expect([await desk.sessions.list(), await desk.claims.ofRoom('room')]).toEqual([[], []]);
});

test('a store that fails is logged and never thrown at the host', async () => {
  const desk = aDesk();
  desk.sessions.remove = async () => Promise.reject(new Error('store down'));
  await expect(handleRoomClosed(closedRoom, desk)).resolves.toBeUndefined();
  expect(desk.log.lines.join()).toContain('could not be removed');
});
