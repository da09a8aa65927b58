/// <reference types="jest" />
import { eventually } from '../support/eventually';
import { APP_ID, type Chat, Scene } from '../support/Scene';

/** Every way a transfer can go in the host, and the answer the bot gets: the truth about where the room is. */
let scene: Scene;
let chat: Chat;
beforeAll(async () => {
  scene = await Scene.open();
});
beforeEach(async () => {
  const { control } = scene.client;
  await control.clearFaults();
  await control.setEdition({ licensed: true, macLimitReached: false });
  await scene.client.changeSetting('Livechat_Routing_Method', 'Auto_Selection');
  chat = await scene.chat();
});
afterAll(() => scene.close());

let departmentCount = 0;

/** A department of its own for one test. */
async function department(fields: object = {}, agents: string[] = []): Promise<{ id: string; name: string }> {
  departmentCount += 1;
  const name = `department-${departmentCount}`;
  const created = await scene.client.livechat.createDepartment({ name, ...fields }, agents);
  return { id: created._id, name };
}

async function offlineAgent(): Promise<string> {
  departmentCount += 1;
  const username = `agent-${departmentCount}`;
  const { _id } = await scene.client.livechat.createAgent({ username });
  await scene.client.rest.post('/api/v1/livechat/agent.status', { agentId: _id, status: 'not-available' });
  return _id;
}

function agent(username: string): string {
  const id = scene.agents[username];
  if (id === undefined) throw new Error(`The scene has no agent ${username}`);
  return id;
}

async function handTo(targetDepartmentName: string) {
  const { status, data } = await scene.handover({ roomId: chat.rid, targetDepartmentName });
  const room = await scene.client.livechat.room(chat.rid);
  return { status, error: data.error, data, departmentId: room.departmentId, servedBy: room.servedBy?.username };
}

/** Waits until the request has passed its first look and holds the room. */
async function untilClaimed(): Promise<void> {
  await eventually(async () => {
    const records = await scene.client.control.records(APP_ID);
    expect(records.some(({ associations = [] }) => associations.some(({ id }) => id === chat.rid))).toBe(true);
  });
}

const unmoved = () => ({ departmentId: scene.department('bots'), servedBy: 'botty' });

test('a room on hold stays: 409 room-on-hold', async () => {
  await scene.client.livechat.placeOnHold(chat.rid);
  expect(await handTo('support')).toMatchObject({ status: 409, error: 'room-on-hold', ...unmoved() });
});

test('a closed room stays: 409 room-closed', async () => {
  await scene.client.livechat.closeAsVisitor(chat);
  expect(await handTo('support')).toMatchObject({ status: 409, error: 'room-closed' });
});

test('a disabled department, which the host would fill all the same, is refused: 409 department-disabled', async () => {
  const { name } = await department({ enabled: false }, [agent('susan')]);
  expect(await handTo(name)).toMatchObject({ status: 409, error: 'department-disabled', ...unmoved() });
});

test('an archived department is refused: 409 department-disabled', async () => {
  const { id, name } = await department({}, [agent('susan')]);
  await scene.client.rest.post(`/api/v1/livechat/department/${id}/archive`, {});
  expect(await handTo(name)).toMatchObject({ status: 409, error: 'department-disabled', ...unmoved() });
});

test('a department that is not on the list of those allowed is refused: 409 transfer-refused with the code of the host', async () => {
  const other = await department();
  const source = await department({ departmentsAllowedToForward: [other.id] }, [agent('botty')]);
  await scene.handover({ roomId: chat.rid, targetDepartmentName: 'support' });
  await scene.handover({ roomId: chat.rid, targetDepartmentName: source.name });
  const answer = await handTo('salesforce');
  expect(answer).toMatchObject({ status: 409, error: 'transfer-refused', departmentId: source.id });
  expect(answer.data.details).toEqual([{ reason: 'error-forwarding-department-target-not-allowed' }]);
});

test('a room that is in the department already stays, which is a success: 200', async () => {
  expect(await handTo('bots')).toMatchObject({ status: 200, ...unmoved() });
  expect(await scene.transfers(chat.rid)).toBe(0);
});

test('an agent who is online takes the room: 200', async () => {
  expect(await handTo('support')).toMatchObject({
    status: 200,
    departmentId: scene.department('support'),
    servedBy: 'susan',
  });
});

test('with manual selection the room waits in the department: 200', async () => {
  await scene.client.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
  const answer = await handTo('support');
  expect(answer).toMatchObject({ status: 200, departmentId: scene.department('support'), servedBy: undefined });
});

test('with the contact limit reached the room waits in the department: 200', async () => {
  await scene.client.control.setEdition({ macLimitReached: true });
  expect(await handTo('support')).toMatchObject({
    status: 200,
    departmentId: scene.department('support'),
    servedBy: undefined,
  });
});

test('a department that takes rooms while nobody is there queues the room: 200', async () => {
  const { id, name } = await department({ allowReceiveForwardOffline: true }, [await offlineAgent()]);
  expect(await handTo(name)).toMatchObject({ status: 200, departmentId: id, servedBy: undefined });
});

test('a department without any agent refuses: 409 nobody-available', async () => {
  expect(await handTo('empty')).toMatchObject({ status: 409, error: 'nobody-available', ...unmoved() });
});

test('a department whose agents are all away refuses: 409 nobody-available', async () => {
  const { name } = await department({}, [await offlineAgent()]);
  expect(await handTo(name)).toMatchObject({ status: 409, error: 'nobody-available', ...unmoved() });
});

test('a department whose agents have all they can take refuses: 409 nobody-available', async () => {
  const busy = await scene.client.livechat.createAgent({ username: 'busy' });
  const { name } = await department({}, [busy._id]);
  await scene.client.control.setMaxChats(busy._id, 1);
  await handTo(name);
  chat = await scene.chat();
  expect(await handTo(name)).toMatchObject({ status: 409, error: 'nobody-available', ...unmoved() });
});

test('a department whose only agent is the bot itself refuses: 409 nobody-available', async () => {
  const { name } = await department({}, [agent('botty')]);
  expect(await handTo(name)).toMatchObject({ status: 409, error: 'nobody-available', ...unmoved() });
});

test('the fallback department takes the room when nobody is there: 200 with a warning that names it', async () => {
  const fallback = await department({}, [agent('susan')]);
  const { name } = await department({ fallbackForwardDepartment: fallback.id });
  const answer = await handTo(name);
  expect(answer).toMatchObject({ status: 200, departmentId: fallback.id, servedBy: 'susan' });
  expect(answer.data.warnings).toEqual([expect.stringContaining(`fallback department ${fallback.name}`)]);
});

test('a fallback department without anybody refuses as well: 409 nobody-available', async () => {
  const fallback = await department();
  const { name } = await department({ fallbackForwardDepartment: fallback.id });
  expect(await handTo(name)).toMatchObject({ status: 409, error: 'nobody-available', ...unmoved() });
});

test('a build that says true and moves nothing is not believed: 409 nobody-available', async () => {
  const fallback = await department();
  const { name } = await department({ fallbackForwardDepartment: fallback.id });
  await scene.client.control.setEdition({ enterpriseBuild: false, licensed: false });
  const answer = await handTo(name);
  await scene.client.control.setEdition({ enterpriseBuild: true });
  expect(answer).toMatchObject({ status: 409, error: 'nobody-available', ...unmoved() });
});

test('a room that waits in a queue moves to a department without anybody and waits there: 200', async () => {
  await scene.client.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
  chat = await scene.chat('support');
  await scene.client.changeSetting('Livechat_Routing_Method', 'Auto_Selection');
  expect(await handTo('empty')).toMatchObject({
    status: 200,
    departmentId: scene.department('empty'),
    servedBy: undefined,
  });
});

test('a room whose visitor was removed stays: 409 transfer-refused', async () => {
  const { v } = await scene.client.livechat.room(chat.rid);
  await scene.client.control.disableVisitor(v._id);
  expect(await handTo('support')).toMatchObject({ status: 409, error: 'transfer-refused', ...unmoved() });
});

test('an error that comes after the room has moved does not hide that it moved: 200', async () => {
  const late = { fail: 'error-invalid-inquiry', phase: 'after' as const };
  await scene.client.control.setFault('LivechatBridge.transferVisitor', late);
  expect(await handTo('support')).toMatchObject({ status: 200, departmentId: scene.department('support') });
});

test('no answer at all, as without the permission, is a failure of ours: 500 internal-error', async () => {
  await scene.client.control.setFault('LivechatBridge.transferVisitor', { returnNull: true });
  expect(await handTo('support')).toMatchObject({ status: 500, error: 'internal-error', ...unmoved() });
});

test('a code of the host that nobody knows is passed on: 409 transfer-refused', async () => {
  await scene.client.control.setFault('LivechatBridge.transferVisitor', {
    fail: 'Agent is locked [error-agent-is-locked]',
  });
  const answer = await handTo('support');
  expect(answer).toMatchObject({ status: 409, error: 'transfer-refused', ...unmoved() });
  expect(answer.data.details).toEqual([{ reason: 'error-agent-is-locked' }]);
});

test('a transfer that takes long and succeeds is a success: 200', async () => {
  await scene.client.control.setFault('LivechatBridge.transferVisitor', { latencyMs: 500 });
  expect(await handTo('support')).toMatchObject({ status: 200, departmentId: scene.department('support') });
});

test('a room that an agent closes during the transfer is closed: 409 room-closed', async () => {
  await scene.client.control.setFault('LivechatBridge.transferVisitor', { latencyMs: 500 });
  const answer = handTo('support');
  await untilClaimed();
  await scene.client.livechat.close(chat.rid);
  expect(await answer).toMatchObject({ status: 409, error: 'room-closed' });
});

test('a room that an admin moves elsewhere during a refused transfer was not moved by it: 409 handover-in-progress', async () => {
  await scene.client.control.setFault('LivechatBridge.transferVisitor', {
    latencyMs: 500,
    fail: 'error-no-agents-online-in-department',
  });
  const answer = handTo('salesforce');
  await untilClaimed();
  await scene.client.livechat.forward(chat.rid, { departmentId: scene.department('support') });
  expect(await answer).toMatchObject({ status: 409, error: 'handover-in-progress' });
});

test('asking again for a department whose fallback has the room already is the same success: 200 with the warning', async () => {
  const fallback = await department({}, [agent('susan')]);
  const { name } = await department({ fallbackForwardDepartment: fallback.id });
  await handTo(name);
  const again = await handTo(name);
  expect(again).toMatchObject({ status: 200, departmentId: fallback.id });
  expect(again.data.warnings).toEqual([expect.stringContaining(`fallback department ${fallback.name}`)]);
});

test('a room that cannot be read after the transfer may be anywhere: 500 transfer-unanswered, and it stays claimed', async () => {
  await scene.client.control.setFault('LivechatBridge.transferVisitor', { latencyMs: 500 });
  const answer = scene.handover({ roomId: chat.rid, targetDepartmentName: 'support' });
  await untilClaimed();
  await scene.client.control.setFault('RoomBridge.getById', { fail: 'mongo down' });
  expect(await answer).toMatchObject({ status: 500, data: { error: 'transfer-unanswered' } });
});

test('no refusal leaves anything behind', async () => {
  await handTo('empty');
  await eventually(async () => {
    const records = await scene.client.control.records(APP_ID);
    expect(records.filter(({ associations = [] }) => associations.some(({ id }) => id === chat.rid))).toEqual([]);
  });
});
