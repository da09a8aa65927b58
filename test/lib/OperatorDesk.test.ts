/// <reference types="jest" />
import { OperatorDesk, type OperatorParts } from '../../lib/OperatorDesk';
import type { Operator } from '../../lib/operator';
import { ProviderError } from '../../lib/ProviderError';
import type { QuotableProvider } from '../../lib/provider';
import { RoomsInTransit } from '../../lib/RoomsInTransit';
import { Routing } from '../../lib/Routing';
import type { Arrival } from '../../lib/rooms';
import { aDesk, aSession, type TestDesk } from '../support/aDesk';
import { twoInstances } from '../support/twoInstances';

const manager: Operator = { username: 'mara', isManager: true, isAgent: false };
const susan: Operator = { username: 'susan', isManager: false, isAgent: true };
const nobody: Operator = { username: 'guest', isManager: false, isAgent: false };

let desk: TestDesk;
let arrivals: Arrival[];
beforeEach(() => {
  desk = aDesk();
  arrivals = [];
});

function operators(parts: Partial<OperatorParts> = {}): OperatorDesk {
  return new OperatorDesk({
    desk,
    inTransit: new RoomsInTransit(),
    switchboard: { endByRequest: async () => false } as unknown as OperatorParts['switchboard'],
    service: async () => ({ routing: new Routing([], 'salesforce') }),
    provider: async () => ({ problems: ['gone'] }),
    announceArrival: (arrival) => arrivals.push(arrival),
    ...parts,
  });
}

const wish = { roomId: 'room', department: 'salesforce' };

/** A provider of which only the id to quote is asked. */
function quoting(quotedId: QuotableProvider['quotedId']): OperatorParts['provider'] {
  const unused = async () => Promise.reject(new Error('this provider is only quoted'));
  return async () => ({ provider: { open: unused, send: unused, close: unused, quotedId } as QuotableProvider });
}

describe('a room', () => {
  beforeEach(() => desk.omnichannel.change('room', { servedBy: 'susan' }));

  test.each([
    ['a manager', manager],
    ['the agent who serves it', susan],
  ])('is handed over for %s', async (_name, operator) => {
    expect(await operators().handOver(operator, wish)).toEqual([]);
    expect(desk.omnichannel.transfers).toEqual([{ roomId: 'room', departmentId: 'salesforce' }]);
    expect(arrivals).toMatchObject([{ roomId: 'room', department: { id: 'salesforce' } }]);
  });

  test.each([
    ['an agent who does not serve it', { ...susan, username: 'sally' }],
    ['somebody who is no agent', nobody],
    ['somebody of that name who is no agent any more', { ...susan, isAgent: false }],
  ])('is nothing to %s, whatever he wants of it', async (_name, operator) => {
    await desk.sessions.create(aSession());
    const endByRequest = jest.fn(async () => true);
    const tools = operators({ switchboard: { endByRequest } as unknown as OperatorParts['switchboard'] });
    const refused = { code: 'not-allowed' };
    await expect(tools.handOver(operator, wish)).rejects.toMatchObject(refused);
    await expect(tools.takeBack(operator, 'room')).rejects.toMatchObject(refused);
    await expect(tools.report(operator, 'room')).rejects.toMatchObject(refused);
    await expect(tools.choices(operator, 'room')).rejects.toMatchObject(refused);
    expect([endByRequest.mock.calls, desk.omnichannel.transfers]).toEqual([[], []]);
  });

  test('that does not exist is named', async () => {
    await expect(operators().takeBack(manager, 'other')).rejects.toMatchObject({ code: 'room-not-found' });
  });
});

describe('what an operator says with a handover', () => {
  test('is kept for the agent of the contact centre, as one text', async () => {
    await operators().handOver(manager, { ...wish, reason: ' refund ', summary: 'Charged twice.' });
    const context = { attributes: [], summary: 'Reason: refund\nCharged twice.' };
    expect(await desk.claims.ofRoom('room')).toMatchObject([{ status: 'kept', context }]);
  });

  test('may be nothing', async () => {
    await operators().handOver(manager, { ...wish, reason: ' ', summary: '' });
    const [claim] = await desk.claims.ofRoom('room');
    expect(claim?.context).toEqual({ attributes: [] });
  });

  test('is not lost without a word where no provider serves the department', async () => {
    const warnings = await operators().handOver(manager, { ...wish, department: 'support', summary: 'x' });
    expect(warnings).toEqual([expect.stringContaining('Ignored')]);
  });
});

describe('a handover', () => {
  test('is refused while a session is active', async () => {
    await desk.sessions.create(aSession());
    const refusal = { code: 'handover-in-progress', message: 'A session is active in this room already.' };
    await expect(operators().handOver(manager, wish)).rejects.toMatchObject(refusal);
    expect(arrivals).toEqual([]);
  });

  test('asks whether somebody is there when the admin wants that', async () => {
    const service = async () => ({
      routing: new Routing([], 'salesforce'),
      askAvailability: async () => 'unavailable' as const,
    });
    await expect(operators({ service }).handOver(manager, wish)).rejects.toMatchObject({ code: 'nobody-available' });
  });
});

describe('taking back', () => {
  test.each([0, 1])('ends the session on whatever instance it runs, asked on instance %d', async (which) => {
    const { stage, one, two, during } = twoInstances();
    await during(one.arrivals.roomArrived('room'));
    const switchboard = [one, two][which]?.switchboard;
    if (!switchboard) throw new Error('there are two instances');
    const tools = operators({ switchboard, desk: { ...desk, rooms: stage.omnichannel } });
    await during(tools.takeBack(manager, 'room'));
    expect(stage.announced).toEqual([expect.stringContaining('ended-by-request')]);
    expect(stage.omnichannel.transfers).toEqual([{ roomId: 'room', departmentId: 'bots' }]);
    expect(stage.provider.conversations.size).toBe(0);
    one.kill();
    two.kill();
  });

  test('says so where no session runs', async () => {
    await expect(operators().takeBack(manager, 'room')).rejects.toMatchObject({ code: 'session-not-found' });
  });
});

describe('a report', () => {
  test('of a room without a handover names the room alone', async () => {
    desk.omnichannel.change('room', { servedBy: 'botty', departmentName: 'Bots' });
    expect(await operators().report(manager, 'room')).toEqual({
      state: 'none',
      departmentId: 'bots',
      departmentName: 'Bots',
      servedBy: 'botty',
      sinceMs: undefined,
      position: undefined,
      agentName: undefined,
      conversationId: undefined,
      events: [],
    });
  });

  test('tells agent, events and the id to quote', async () => {
    const startedAtMs = 5;
    const joined = { atMs: 7, state: 'active', agentName: 'Ana' } as const;
    await desk.sessions.create(aSession({ startedAtMs, agentName: 'Ana', history: [joined], resume: { id: 'c-1' } }));
    const report = await operators({ provider: quoting((state) => JSON.stringify(state)) }).report(manager, 'room');
    expect(report).toMatchObject({ state: 'active', agentName: 'Ana', conversationId: '{"id":"c-1"}' });
    expect(report.events).toEqual([{ atMs: 5, state: 'starting' }, joined]);
  });

  test.each([
    ['before the conversation is open', { resume: null }, quoting(() => 'never asked')],
    ['once its provider is gone', {}, async () => ({ problems: ['gone'] })],
    [
      'when its state cannot be read',
      {},
      quoting(() => {
        throw new ProviderError('gone', 'unreadable');
      }),
    ],
  ] as const)('has no id to quote %s', async (_name, changes, provider) => {
    await desk.sessions.create(aSession(changes));
    expect((await operators({ provider }).report(manager, 'room')).conversationId).toBeUndefined();
  });

  test.each([
    ['as it was told', { position: 3, toldAtMs: 0 }, 3],
    ['as it is to be told', { position: 3, toldAtMs: 0, news: { position: 2, eventId: 'e' } }, 2],
  ])('tells the place in the queue %s', async (_name, queue, position) => {
    await desk.sessions.create(aSession({ state: 'queued', queue }));
    expect((await operators().report(manager, 'room')).position).toBe(position);
  });

  test('tells no place once an agent has joined', async () => {
    await desk.sessions.create(aSession({ state: 'active', queue: { position: 3, toldAtMs: 0 } }));
    expect((await operators().report(manager, 'room')).position).toBeUndefined();
  });
});

test('the departments to choose from are those with agents, and the first that is served is likely', async () => {
  desk.omnichannel.addDepartment({ id: 'closed', isEnabled: false });
  const { departments, likely } = await operators().choices(manager, 'room');
  expect([departments.map(({ id }) => id), likely?.id]).toEqual([['bots', 'salesforce', 'support'], 'salesforce']);
});

test('without any department there is nothing to choose', async () => {
  const tools = operators({ desk: { ...desk, departments: { find: async () => undefined, list: async () => [] } } });
  await expect(tools.choices(manager, 'room')).rejects.toMatchObject({ code: 'department-not-found' });
});
