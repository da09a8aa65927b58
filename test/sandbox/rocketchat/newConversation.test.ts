/// <reference types="jest" />
import { nextAgent } from '../../../sandbox/rocketchat/agentSelection';
import type { LivechatRoom } from '../../../sandbox/rocketchat/types';
import { botAndSales, nameOf, World } from './support';

describe('a new conversation', () => {
  it('is announced after its first system message and before anybody serves it', async () => {
    const world = botAndSales();
    await world.room('ada', 'Bots');
    const events = await world.drainEvents();
    expect(events.map(nameOf)).toEqual([
      'SystemMessageSent livechat-started',
      'RoomStarted',
      'SystemMessageSent command/connected',
      'SystemMessageSent uj',
      'AgentAssigned',
    ]);
    expect(events[1]).toMatchObject({ room: { open: true, departmentId: 'Bots' } });
    expect(events[1]).not.toHaveProperty('room.servedBy');
  });

  it('goes to an agent of its department', async () => {
    const room = await botAndSales().room('ada', 'Sales');
    expect(room).toMatchObject({ t: 'l', open: true, servedBy: { _id: 'anna' }, v: { token: 'ada' } });
  });

  it('goes to a bot first when the workspace says so, of its department or of all', async () => {
    const world = botAndSales({ settings: { Livechat_assign_new_conversation_to_bot: true } });
    expect((await world.room('ada')).servedBy?._id).toBe('robbie');
    world.server.departments.addAgent('Sales', 'robbie', 9);
    expect((await world.room('bob', 'Sales')).servedBy?._id).toBe('robbie');
  });

  it('is the one that is open already for the same token', async () => {
    const world = botAndSales();
    const visitor = world.visitor('ada', 'Bots');
    const opened = await Promise.all([
      world.server.rooms.create({ visitor }),
      world.server.rooms.create({ visitor }),
      world.addServer().rooms.create({ visitor }),
    ]);
    expect(new Set(opened.map(({ room }) => room._id)).size).toBe(1);
    expect(opened.filter(({ newRoom }) => newRoom)).toHaveLength(1);
    expect(world.server.rooms.listOpenByVisitor('ada')).toHaveLength(1);
  });

  it('is refused while Omnichannel is off', async () => {
    const world = botAndSales({ settings: { Livechat_enabled: false } });
    await expect(world.room('ada', 'Bots')).rejects.toThrow(/^\[error-omnichannel-is-disabled\]$/);
  });

  it('is refused while nobody is online, unless the workspace accepts that', async () => {
    const world = botAndSales();
    world.server.users.setStatus('anna', 'offline');
    await expect(world.room('ada', 'Sales')).rejects.toThrow(/\[no-agent-online\]$/);
    world.workspace.changeSetting('Livechat_accept_chats_with_no_agents', true);
    const room = await world.room('ada', 'Sales');
    expect(room.servedBy).toBeUndefined();
    expect(world.server.rooms.inquiryOf(room._id)?.status).toBe('ready');
  });

  it('starts in the fallback department while its own has nobody online', async () => {
    const world = botAndSales({}, { fallbackForwardDepartment: 'Night' });
    world.server.users.setStatus('anna', 'offline');
    world.department('Night', [world.agent('nora')]);
    expect(await world.room('ada', 'Sales')).toMatchObject({ departmentId: 'Night', servedBy: { _id: 'nora' } });
  });

  it('goes to the wanted agent', async () => {
    const world = botAndSales();
    const { room } = await world.server.rooms.create({ visitor: world.visitor('ada', 'Bots'), agentId: 'anna' });
    expect(room.servedBy?._id).toBe('anna');
  });
});

describe('auto selection', () => {
  it('takes turns by count, then order, then username', async () => {
    const world = new World();
    world.department('Sales', []);
    for (const [username, order] of [
      ['carl', 1],
      ['bert', 1],
      ['anna', 2],
    ] as const) {
      world.server.departments.addAgent('Sales', world.agent(username)._id, order);
    }
    const served: Array<string | undefined> = [];
    for (const token of ['one', 'two', 'three', 'four']) {
      served.push((await world.room(token, 'Sales')).servedBy?._id);
    }
    expect(served).toEqual(['bert', 'carl', 'anna', 'bert']);
  });

  it('passes over agents who are offline, unavailable or inactive, but not over bots', async () => {
    const world = new World();
    const all = ['offline', 'unavailable', 'inactive'].map((username) => world.agent(username));
    world.department('Sales', [...all, world.agent('robbie', 'bot')]);
    world.server.users.setStatus('offline', 'offline');
    world.server.agents.setAvailability('unavailable', 'not-available');
    world.server.users.setActive('inactive', false);
    expect((await world.room('ada', 'Sales')).servedBy?._id).toBe('robbie');
  });

  it('passes over an agent at his limit while another is free', async () => {
    const world = new World({ settings: { Livechat_maximum_chats_per_agent: 1 } });
    world.department('Sales', []);
    world.server.departments.addAgent('Sales', world.agent('anna')._id, 0);
    await world.room('first', 'Sales');
    world.department('Billing', []);
    world.server.departments.addAgent('Billing', 'anna', 0);
    world.server.departments.addAgent('Billing', world.agent('bert')._id, 1);
    expect((await world.room('second', 'Billing')).servedBy?._id).toBe('bert');
  });

  it('takes agents of all departments for a room without one', async () => {
    const world = new World();
    world.agent('anna');
    expect((await world.room('ada')).servedBy?._id).toBe('anna');
  });

  it('does not count chats on hold towards a limit', async () => {
    const world = botAndSales({ settings: { Livechat_maximum_chats_per_agent: 1 } });
    const first = await world.room('first', 'Sales');
    expect((await world.room('second', 'Sales')).servedBy).toBeUndefined();
    await world.server.rooms.placeOnHold(first._id, 'later', { _id: 'anna', username: 'anna' });
    expect((await world.room('third', 'Sales')).servedBy?._id).toBe('anna');
  });
});

describe('the Enterprise routing methods', () => {
  it('give the room to the agent with the fewest chats with load balancing, who need not be the one who waited longest', async () => {
    const world = new World({ settings: { Livechat_Routing_Method: 'Load_Balancing' } });
    world.department('Sales', [world.agent('anna'), world.agent('bert')]);
    const rooms: LivechatRoom[] = [];
    for (const token of ['one', 'two', 'three']) {
      await world.clock.advance(1);
      rooms.push(await world.room(token, 'Sales'));
    }
    expect(rooms.map((room) => room.servedBy?._id)).toEqual(['anna', 'bert', 'anna']);
    for (const room of rooms.filter(({ servedBy }) => servedBy?._id === 'anna')) {
      await world.server.rooms.close({ room, comment: 'bye' });
    }
    expect((await world.room('four', 'Sales')).servedBy?._id).toBe('anna');
  });

  it('give the room to the agent who waited longest with load rotation', async () => {
    const world = new World({ settings: { Livechat_Routing_Method: 'Load_Rotation' } });
    world.department('Sales', [world.agent('anna'), world.agent('bert')]);
    const served: Array<string | undefined> = [];
    for (const token of ['one', 'two', 'three']) {
      await world.clock.advance(1);
      served.push((await world.room(token, 'Sales')).servedBy?._id);
    }
    expect(served).toEqual(['anna', 'bert', 'anna']);
  });
});

describe('manual selection', () => {
  it('queues a new conversation until an agent takes it', async () => {
    const world = botAndSales({ settings: { Livechat_Routing_Method: 'Manual_Selection' } });
    const room = await world.room('ada', 'Sales');
    expect(room.servedBy).toBeUndefined();
    expect(world.server.rooms.listWaiting().map(({ rid }) => rid)).toEqual([room._id]);
    const waiting = world.server.rooms.inquiryOf(room._id);
    await world.clock.advance(1_000);
    await expect(world.server.queue.processOnce()).resolves.toBe(0);
    expect(world.server.rooms.inquiryOf(room._id)).toEqual(waiting);
    await world.server.rooms.take(room._id, 'anna');
    expect(world.reread(room).servedBy?._id).toBe('anna');
  });

  it('never proposes an agent by itself', () => {
    const { workspace, clock } = botAndSales({ settings: { Livechat_Routing_Method: 'Manual_Selection' } });
    expect(nextAgent({ workspace, clock, emit: () => undefined }, 'Sales')).toBeUndefined();
  });
});
