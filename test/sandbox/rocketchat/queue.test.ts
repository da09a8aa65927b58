/// <reference types="jest" />
import { botAndSales, nameOf, World } from './support';

const waitingQueue = { settings: { Livechat_waiting_queue: true } };

describe('the queue worker', () => {
  it('gives one inquiry per department and cycle to an agent, oldest first', async () => {
    const world = botAndSales(waitingQueue);
    world.department('Billing', [world.agent('bill')]);
    const [first, second, third] = [
      await world.room('one', 'Sales'),
      await world.room('two', 'Sales'),
      await world.room('three', 'Billing'),
    ];
    await expect(world.server.queue.processOnce()).resolves.toBe(2);
    expect([first, second, third].map((room) => world.reread(room).servedBy?._id)).toEqual(['anna', undefined, 'bill']);
    await expect(world.server.queue.processOnce()).resolves.toBe(1);
    expect(world.reread(second).servedBy?._id).toBe('anna');
  });

  it('announces the assignment on the instance that ran it', async () => {
    const world = botAndSales(waitingQueue);
    await world.room('ada', 'Sales');
    await world.drainEvents();
    await world.server.queue.processOnce();
    expect((await world.drainEvents()).map(nameOf)).toContain('AgentAssigned');
  });

  it('lets an inquiry wait while its agents are full, and goes on to the next', async () => {
    const world = botAndSales(waitingQueue);
    world.server.agents.setMaxChats('anna', 1);
    const first = await world.room('one', 'Sales');
    const second = await world.room('two', 'Sales');
    await world.server.queue.processOnce();
    await expect(world.server.queue.processOnce()).resolves.toBe(0);
    expect(world.reread(second).servedBy).toBeUndefined();
    await world.server.rooms.close({ room: world.reread(first), comment: 'bye' });
    await expect(world.server.queue.processOnce()).resolves.toBe(1);
    expect(world.reread(second).servedBy?._id).toBe('anna');
  });

  it('gives an inquiry to one agent only when two instances work at once', async () => {
    const world = botAndSales(waitingQueue);
    world.server.departments.addAgent('Sales', world.agent('bert')._id);
    const room = await world.room('ada', 'Sales');
    const other = world.addServer();
    const served = await Promise.all([world.server.queue.processOnce(), other.queue.processOnce()]);
    expect(served.sort()).toEqual([0, 1]);
    expect(world.server.rooms.subscriptionsOf(room._id)).toHaveLength(1);
  });

  it('gives two inquiries to two agents when two instances work at once', async () => {
    const world = botAndSales(waitingQueue);
    await world.room('one', 'Sales');
    await world.room('two', 'Sales');
    const other = world.addServer();
    await expect(Promise.all([world.server.queue.processOnce(), other.queue.processOnce()])).resolves.toEqual([1, 1]);
  });

  it('keeps an inquiry that it has locked from an agent who wants to take it by hand', async () => {
    const world = botAndSales(waitingQueue);
    world.agent('bert');
    const room = await world.room('ada', 'Sales');
    const [taken, served] = await Promise.allSettled([
      world.server.rooms.take(room._id, 'bert'),
      world.server.queue.processOnce(),
    ]);
    expect(taken).toMatchObject({ reason: { message: 'error-taking-inquiry-lockedAt-mismatch' } });
    expect(served).toMatchObject({ value: 1 });
    expect(world.reread(room).servedBy?._id).toBe('anna');
  });

  it('rests at the limit of monthly contacts and while Omnichannel is off', async () => {
    const world = botAndSales(waitingQueue);
    await world.room('ada', 'Sales');
    world.workspace.edition.macLimitReached = true;
    await expect(world.server.queue.processOnce()).resolves.toBe(0);
    world.workspace.edition.macLimitReached = false;
    world.workspace.changeSetting('Livechat_enabled', false);
    await expect(world.server.queue.processOnce()).resolves.toBe(0);
  });

  it('runs every five seconds between start and stop', async () => {
    const world = botAndSales(waitingQueue);
    const room = await world.room('ada', 'Sales');
    world.server.queue.start();
    await world.clock.advance(4_999);
    expect(world.reread(room).servedBy).toBeUndefined();
    await world.clock.advance(1);
    expect(world.reread(room).servedBy?._id).toBe('anna');
    world.server.queue.stop();
    const next = await world.room('bob', 'Sales');
    await world.clock.advance(60_000);
    expect(world.reread(next).servedBy).toBeUndefined();
  });

  it('never queues without a licence, whatever the setting says', async () => {
    const world = botAndSales({ ...waitingQueue, edition: { licensed: false } });
    expect((await world.room('ada', 'Sales')).servedBy?._id).toBe('anna');
  });
});

describe('taking a room by hand', () => {
  const manual = { settings: { Livechat_Routing_Method: 'Manual_Selection' } };

  it('is possible once', async () => {
    const world = botAndSales(manual);
    world.server.departments.addAgent('Sales', world.agent('bert')._id);
    const room = await world.room('ada', 'Sales');
    const takes = await Promise.allSettled([
      world.server.rooms.take(room._id, 'anna'),
      world.server.rooms.take(room._id, 'bert'),
    ]);
    expect(takes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(world.server.rooms.subscriptionsOf(room._id)).toHaveLength(1);
    await expect(world.server.rooms.take(room._id, 'bert')).rejects.toThrow(/\[error-not-allowed\]$/);
  });

  it('is refused to an agent who is offline', async () => {
    const world = botAndSales(manual);
    const room = await world.room('ada', 'Sales');
    world.server.users.setStatus('anna', 'offline');
    await expect(world.server.rooms.take(room._id, 'anna')).rejects.toThrow(/\[error-agent-status-service-offline\]$/);
  });

  it('is refused to an agent who is full', async () => {
    const world = botAndSales(manual);
    world.server.agents.setMaxChats('anna', 1);
    await world.server.rooms.take((await world.room('one', 'Sales'))._id, 'anna');
    const second = await world.room('two', 'Sales');
    await expect(world.server.rooms.take(second._id, 'anna')).rejects.toThrow(
      /\[error-max-number-simultaneous-chats-reached\]$/,
    );
  });
});

describe('returning a room to the queue', () => {
  it('takes its agent away and lets the worker assign it again', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.drainEvents();
    await expect(world.server.rooms.returnToQueue(room._id)).resolves.toBe(true);
    expect(world.reread(room).servedBy).toBeUndefined();
    expect((await world.drainEvents()).map(nameOf)).toContain('AgentUnassigned');
    await world.server.queue.processOnce();
    expect(world.reread(room).servedBy?._id).toBe('anna');
  });

  it('is false for a room that nobody serves and throws for a closed one', async () => {
    const world = new World({ settings: { Livechat_Routing_Method: 'Manual_Selection' } });
    world.department('Sales', [world.agent('anna')]);
    const room = await world.room('ada', 'Sales');
    await expect(world.server.rooms.returnToQueue(room._id)).resolves.toBe(false);
    await world.server.rooms.close({ room, comment: 'bye' });
    await expect(world.server.rooms.returnToQueue(room._id)).rejects.toThrow(/^\[room-closed\]$/);
  });
});

describe('a room on hold', () => {
  const anna = { _id: 'anna', username: 'anna' };

  it('is marked, and resumes when the visitor writes', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.server.rooms.placeOnHold(room._id, 'lunch', anna);
    expect(world.reread(room).onHold).toBe(true);
    await world.server.messages.sendAsVisitor('ada', { rid: room._id, msg: 'still there?' });
    expect(world.reread(room)).not.toHaveProperty('onHold');
    expect(world.reread(room).servedBy?._id).toBe('anna');
    expect(world.trail(room)).toEqual(
      expect.arrayContaining(['omnichannel_placed_chat_on_hold', 'omnichannel_on_hold_chat_resumed']),
    );
  });

  it('goes to the queue when its agent is offline on resuming', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.server.rooms.placeOnHold(room._id, 'lunch', anna);
    world.server.users.setStatus('anna', 'offline');
    await world.server.rooms.resume(room._id, 'back', anna);
    expect(world.reread(room).servedBy).toBeUndefined();
    expect(world.server.rooms.inquiryOf(room._id)?.status).toBe('queued');
  });

  it('needs a served room whose last message is not the visitor’s', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.server.messages.sendAsVisitor('ada', { rid: room._id, msg: 'hello' });
    await expect(world.server.rooms.placeOnHold(room._id, '', anna)).rejects.toThrow(
      'error-contact-sent-last-message-so-cannot-place-on-hold',
    );
  });
});
