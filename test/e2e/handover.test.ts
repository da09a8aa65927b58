/// <reference types="jest" />
import { PersistentClaimStore } from '../../lib/rocketchat/PersistentClaimStore';
import { PersistentSessionStore } from '../../lib/rocketchat/PersistentSessionStore';
import { aSession } from '../support/aDesk';
import { eventually } from '../support/eventually';
import { APP_ID, type Chat, Scene } from '../support/Scene';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(async () => {
  expect(await scene.client.control.unimplemented()).toEqual([]);
  await scene.close();
});
afterEach(async () => {
  await scene.client.control.clearFaults();
  await scene.setSettings({ handover_department_name: '', handover_token: '', api_key: '' });
});

async function storeSession({ rid }: Chat): Promise<void> {
  const associations = [
    { model: 'misc', id: PersistentSessionStore.KIND },
    { model: 'room', id: rid },
  ];
  await scene.client.control.insertRecord(APP_ID, { version: 1, ...aSession({ roomId: rid }) }, associations);
}

async function recordsOf({ rid }: Chat, kind: string): Promise<object[]> {
  const records = await scene.client.control.records(APP_ID);
  const ofRoom = records.filter(({ associations = [] }) =>
    [kind, rid].every((id) => associations.some((a) => a.id === id)),
  );
  return ofRoom.map(({ data }) => data);
}

describe('a bot hands a room over', () => {
  test('by the name of the department, and an agent there serves the room', async () => {
    const { rid } = await scene.chat();
    const { status, data } = await scene.handover({ roomId: rid, targetDepartmentName: 'support' });
    expect([status, JSON.stringify(data)]).toEqual([200, '{"result":"Handover request completed successfully"}']);
    expect(await scene.departmentOf(rid)).toBe('support');
    expect((await scene.client.livechat.room(rid)).servedBy?.username).toBe('susan');
  });

  test('by the id of the department', async () => {
    const { rid } = await scene.chat();
    await scene.handover({ roomId: rid, targetDepartmentName: scene.department('support') });
    expect(await scene.departmentOf(rid)).toBe('support');
  });

  test('in a form-encoded body', async () => {
    const { rid } = await scene.chat();
    const body = new URLSearchParams({ roomId: rid, targetDepartmentName: 'support', 'attributes[caseId]': '7' });
    const { status, data } = await scene.handover(body);
    expect([status, data.warnings]).toEqual([200, [expect.stringContaining('attributes')]]);
    expect(await scene.departmentOf(rid)).toBe('support');
  });

  test('twice, and the second call is a success that moves nothing', async () => {
    const { rid } = await scene.chat();
    await scene.handover({ roomId: rid, targetDepartmentName: 'support' });
    expect((await scene.handover({ roomId: rid, targetDepartmentName: 'support' })).status).toBe(200);
    expect(await scene.transfers(rid)).toBe(1);
  });

  test('on to another department and back', async () => {
    const { rid } = await scene.chat();
    for (const name of ['support', 'salesforce', 'bots']) {
      expect((await scene.handover({ roomId: rid, targetDepartmentName: name })).status).toBe(200);
      expect(await scene.departmentOf(rid)).toBe(name);
    }
  });

  test('with what the provider will want to know, which is kept until the room is closed', async () => {
    await scene.setSettings({ handover_department_name: 'salesforce', check_availability: false });
    const chat = await scene.chat();
    const said = { buttonId: '5731U', attributes: { 'case.$id': 'ä🙂' }, summary: 'refund' };
    const { data } = await scene.handover({ roomId: chat.rid, targetDepartmentName: 'salesforce', ...said });
    expect(data).toEqual({ result: 'Handover request completed successfully' });
    const context = { buttonId: '5731U', attributes: [['case.$id', 'ä🙂']], summary: 'refund' };
    expect(await recordsOf(chat, PersistentClaimStore.KIND)).toMatchObject([{ status: 'kept', context }]);
    await scene.client.livechat.closeAsVisitor(chat);
    await eventually(async () => expect(await recordsOf(chat, PersistentClaimStore.KIND)).toEqual([]));
  });

  test('and can ask how the handover stands', async () => {
    await scene.setSettings({ handover_department_name: 'salesforce', check_availability: false });
    const { rid } = await scene.chat();
    const status = () => scene.client.apps.request(APP_ID, { url: 'handover', params: { roomId: rid } });
    expect((await status()).data).toMatchObject({ state: 'none', departmentId: scene.department('bots') });
    await scene.handover({ roomId: rid, targetDepartmentName: 'salesforce' });
    expect((await status()).data).toMatchObject({ state: 'requested', departmentId: scene.department('salesforce') });
  });
});

describe('an active session', () => {
  test('refuses the handover with the documented answer, and nothing moves', async () => {
    const chat = await scene.chat();
    await storeSession(chat);
    const { status, data } = await scene.handover({ roomId: chat.rid, targetDepartmentName: 'support' });
    const body = '{"result":"Cannot perform handover amidst an active Liveagent session."}';
    expect([status, JSON.stringify(data)]).toEqual([406, body]);
    expect(await scene.departmentOf(chat.rid)).toBe('bots');
  });
});

describe('the answer to what cannot be done', () => {
  test.each([
    [{ targetDepartmentName: 'support' }, 400, 'invalid-request'],
    [{ roomId: 'nowhere', targetDepartmentName: 'support' }, 404, 'room-not-found'],
    [{ roomId: 'GENERAL', targetDepartmentName: 'support' }, 404, 'room-not-found'],
  ])('to %j is %i %s', async (body, status, error) => {
    expect(await scene.handover(body)).toMatchObject({ status, data: { error } });
  });

  test('to a department that does not exist is 404', async () => {
    const { rid } = await scene.chat();
    const answer = await scene.handover({ roomId: rid, targetDepartmentName: 'Support' });
    expect(answer).toMatchObject({ status: 404, data: { error: 'department-not-found' } });
  });

  test('to unexpected failures of the host is 500 with a reference that the log explains', async () => {
    const { rid } = await scene.chat();
    await scene.client.control.setFault('PersistenceBridge.createWithAssociations', { fail: 'disk full' });
    const { status, data } = await scene.handover({ roomId: rid, targetDepartmentName: 'support' });
    expect([status, data.error]).toEqual([500, 'internal-error']);
    expect(JSON.stringify(data)).not.toContain('disk full');
    const logs = JSON.stringify(await scene.client.control.logs(APP_ID));
    expect(logs).toContain(data.reference);
    expect(logs).toContain('disk full');
    expect(await scene.departmentOf(rid)).toBe('bots');
  });

  test('with a method that is not offered is 405', async () => {
    const answer = await scene.client.apps.request(APP_ID, { method: 'put', url: 'handover', data: {} });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST, DELETE']);
  });
});

describe('what goes wrong on the side', () => {
  test('does not change the answer, and is in the log of the app', async () => {
    const { rid } = await scene.chat();
    await scene.client.control.setFault('PersistenceBridge.removeByAssociations', { fail: 'disk is full' });
    expect((await scene.handover({ roomId: rid, targetDepartmentName: 'support' })).status).toBe(200);
    await eventually(async () => {
      const logs = JSON.stringify(await scene.client.control.logs(APP_ID));
      expect(logs).toContain('A claim could not be removed');
      expect(logs).toContain('disk is full');
    });
  });
});

describe('the secrets of the settings', () => {
  test('let a bot in, and keep everybody else out', async () => {
    await scene.setSettings({ handover_token: 's3cret' });
    const { rid } = await scene.chat();
    const request = { roomId: rid, targetDepartmentName: 'support' };
    expect((await scene.handover(request)).status).toBe(401);
    expect((await scene.handover(request, { headers: { 'X-Handover-Token': 'wrong' } })).status).toBe(401);
    expect(await scene.departmentOf(rid)).toBe('bots');
    expect((await scene.handover(request, { headers: { 'X-Handover-Token': 's3cret' } })).status).toBe(200);
  });

  test('let an admin see the health of the app', async () => {
    await scene.setSettings({ api_key: 'k3y', handover_department_name: 'salesforce' });
    const health = (headers: Record<string, string>) => scene.client.apps.request(APP_ID, { url: 'health', headers });
    expect((await health({})).status).toBe(401);
    const { status, data } = await health({ 'X-API-Key': 'k3y' });
    const problems = expect.arrayContaining(['The provider of the settings: scrtUrl is required.']);
    expect([status, data]).toEqual([200, expect.objectContaining({ version: '1.0.0', problems })]);
  });

  test('appear in no answer, room, record or line that the app logs', async () => {
    await scene.setSettings({ handover_token: 'canary-token', api_key: 'canary-key' });
    const { rid } = await scene.chat();
    const answers = [
      await scene.handover({ roomId: rid }),
      await scene.handover(
        { roomId: rid, targetDepartmentName: 'empty' },
        { headers: { 'X-Handover-Token': 'canary-token' } },
      ),
      await scene.client.apps.request(APP_ID, { url: 'health', params: { api_key: 'canary-key' } }),
    ];
    const seen = [
      ...answers.map(({ data }) => data),
      await scene.client.livechat.room(rid),
      await scene.client.livechat.messages(rid),
      await scene.client.control.records(APP_ID),
      await ownLogLines(),
    ];
    expect(JSON.stringify(seen)).not.toContain('canary');
  });

  /** Lines of the app's own; the engine itself logs each request to an endpoint, headers and body included. */
  async function ownLogLines(): Promise<unknown[]> {
    const logs = await scene.client.control.logs(APP_ID);
    return logs.flatMap(({ entries }) => entries).filter(({ severity }) => severity !== 'debug');
  }
});

describe('a process of the app that is killed', () => {
  test('comes back with everything that was stored', async () => {
    const chat = await scene.chat();
    await storeSession(chat);
    await scene.client.control.restartProcess(APP_ID);
    const answer = await eventually(async () => {
      const attempt = await scene.handover({ roomId: chat.rid, targetDepartmentName: 'support' });
      expect(attempt.status).not.toBe(500);
      return attempt;
    });
    expect(answer.status).toBe(406);
  });

  test('in the middle of a transfer leaves a claim, which holds the room until it dies of age', async () => {
    const chat = await scene.chat();
    await scene.client.control.setFault('LivechatBridge.transferVisitor', { hang: true, times: 1 });
    scene.handover({ roomId: chat.rid, targetDepartmentName: 'support' }).catch(() => undefined);
    await eventually(async () => expect(await recordsOf(chat, PersistentClaimStore.KIND)).toHaveLength(1));
    await scene.client.control.restartProcess(APP_ID);
    await scene.client.control.clearFaults();
    const request = { roomId: chat.rid, targetDepartmentName: 'support' };
    await eventually(async () => {
      expect(await scene.handover(request)).toMatchObject({ status: 409, data: { error: 'handover-in-progress' } });
    }, 20_000);
    await letClaimAge(chat);
    expect((await scene.handover(request)).status).toBe(200);
    expect(await recordsOf(chat, PersistentClaimStore.KIND)).toEqual([]);
  }, 60_000);

  /** Puts what the killed process left 40 s into the past. */
  async function letClaimAge(chat: Chat): Promise<void> {
    const records = await scene.client.control.records(APP_ID);
    const left = records.filter(({ associations = [] }) => associations.some(({ id }) => id === chat.rid));
    await scene.client.control.removeRecords(APP_ID, [{ model: 'room', id: chat.rid }]);
    for (const { data, associations } of left) {
      await scene.client.control.insertRecord(APP_ID, { ...data, claimedAtMs: Date.now() - 40_000 }, associations);
    }
  }
});
