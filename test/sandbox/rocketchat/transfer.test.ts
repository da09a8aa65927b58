/// <reference types="jest" />
import type { LivechatRoom } from '../../../sandbox/rocketchat/types';
import { botAndSales, type World } from './support';

describe('transfer: what is refused before anything moves', () => {
  it('throws when the given room is on hold', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer({ ...room, onHold: true }, { departmentId: 'Sales' })).rejects.toThrow(
      /^error-room-onHold$/,
    );
  });

  it('throws for a department that does not exist, and for its name in place of the id', async () => {
    const world = botAndSales();
    world.server.departments.create({ _id: 'dep-1', name: 'Billing' });
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'nowhere' })).rejects.toThrow(/^error-invalid-department$/);
    await expect(world.transfer(room, { departmentId: 'Billing' })).rejects.toThrow(/^error-invalid-department$/);
  });

  it('answers false without a target', async () => {
    const world = botAndSales();
    await expect(world.transfer(await world.room('ada', 'Bots'), {})).resolves.toBe(false);
  });

  it('answers false when the given room is not open, whatever the database says', async () => {
    const world = botAndSales();
    const { open: _, ...closed } = await world.room('ada', 'Bots');
    await expect(world.transfer(closed, { departmentId: 'Sales' })).resolves.toBe(false);
    await expect(world.transfer(closed, { userId: 'anna' })).resolves.toBe(false);
    expect(world.reread(closed).departmentId).toBe('Bots');
  });

  it('throws, with a licence, when the current department may not forward to the target', async () => {
    const world = botAndSales();
    world.server.departments.update('Bots', { departmentsAllowedToForward: ['Elsewhere'] });
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).rejects.toThrow(
      /^The forwarding to the target department is not allowed\. \[error-forwarding-department-target-not-allowed\]$/,
    );
  });

  it('forwards to a department that is on the list of allowed ones', async () => {
    const world = botAndSales();
    world.server.departments.update('Bots', { departmentsAllowedToForward: ['Sales'] });
    await expect(world.transfer(await world.room('ada', 'Bots'), { departmentId: 'Sales' })).resolves.toBe(true);
  });

  it('ignores the list of allowed departments without a licence', async () => {
    const world = botAndSales({ edition: { licensed: false } });
    world.server.departments.update('Bots', { departmentsAllowedToForward: ['Elsewhere'] });
    await expect(world.transfer(await world.room('ada', 'Bots'), { departmentId: 'Sales' })).resolves.toBe(true);
  });

  it('throws when the room is closed in the database but open in the given object', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    await world.server.rooms.close({ room, comment: 'bye' });
    await expect(world.transfer(room, { departmentId: 'Sales' })).rejects.toThrow(/^error-transferring-inquiry$/);
  });

  it('throws when the room is in the target department already', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await expect(world.transfer(room, { departmentId: 'Sales' })).rejects.toThrow(
      /^error-forwarding-chat-same-department$/,
    );
  });

  it('believes the department of the given room, not of the database', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer({ ...room, departmentId: 'Sales' }, { departmentId: 'Sales' })).rejects.toThrow(
      /^error-forwarding-chat-same-department$/,
    );
  });

  it('throws when the wanted agent of the department is offline', async () => {
    const world = botAndSales();
    world.server.users.setStatus('anna', 'offline');
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales', userId: 'anna' })).rejects.toThrow(
      /^error-user-is-offline$/,
    );
  });

  it('throws when the wanted agent does not work in the department', async () => {
    const world = botAndSales();
    world.agent('otto');
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales', userId: 'otto' })).rejects.toThrow(
      /^error-user-not-belong-to-department$/,
    );
  });
});

describe('transfer: the queue path', () => {
  async function expectQueued(world: World, room: LivechatRoom): Promise<void> {
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room)).toMatchObject({ departmentId: 'Sales', open: true });
    expect(world.reread(room).servedBy).toBeUndefined();
    expect(world.server.rooms.inquiryOf(room._id)).toMatchObject({ status: 'queued', department: 'Sales' });
    expect(world.server.rooms.subscriptionsOf(room._id)).toEqual([]);
  }

  it('queues with manual selection, although an agent is online', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    world.workspace.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
    await expectQueued(world, room);
  });

  it('queues when the limit of monthly contacts is reached', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    world.workspace.edition.macLimitReached = true;
    await expectQueued(world, room);
  });

  it('assigns a contact that is counted for this month already, whatever the limit', async () => {
    const world = botAndSales();
    const { _id } = await world.room('ada', 'Bots');
    await world.server.messages.sendAsUser('robbie', { rid: _id, msg: 'hello' });
    world.workspace.edition.macLimitReached = true;
    const room = world.reread({ _id });
    expect(room.v.activity).toEqual(['2026-01']);
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room).servedBy?._id).toBe('anna');
  });

  it('queues for a department that accepts forwards while nobody is online', async () => {
    const world = botAndSales({}, { allowReceiveForwardOffline: true });
    world.server.users.setStatus('anna', 'offline');
    await expectQueued(world, await world.room('ada', 'Bots'));
  });

  it('assigns in such a department as soon as somebody is online', async () => {
    const world = botAndSales({}, { allowReceiveForwardOffline: true });
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room).servedBy?._id).toBe('anna');
  });

  it('answers false when the room turns out to be closed in the database', async () => {
    const world = botAndSales({ settings: { Livechat_Routing_Method: 'Manual_Selection' } });
    const room = await world.room('ada', 'Bots');
    world.workspace.rooms.update(room._id, (document) => {
      delete document.open;
    });
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(false);
  });
});

describe('transfer: the automatic path', () => {
  it('gives the room to an online agent of the department', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    expect(room.servedBy?._id).toBe('robbie');
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room)).toMatchObject({ departmentId: 'Sales', servedBy: { _id: 'anna' } });
    expect(world.server.rooms.subscriptionsOf(room._id).map(({ u, department }) => [u._id, department])).toEqual([
      ['anna', 'Sales'],
    ]);
    expect(world.server.rooms.inquiryOf(room._id)).toMatchObject({ status: 'taken', department: 'Sales' });
  });

  it('throws and leaves a served room alone when nobody is online', async () => {
    const world = botAndSales();
    world.server.users.setStatus('anna', 'offline');
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).rejects.toThrow(
      /^error-no-agents-online-in-department$/,
    );
    expect(world.reread(room)).toEqual(room);
    expect(world.server.rooms.inquiryOf(room._id)?.department).toBe('Bots');
  });

  it.each([
    ['his own', (world: World) => world.server.agents.setMaxChats('anna', 1)],
    ['the department’s', (world: World) => world.server.departments.update('Sales', { maxNumberSimultaneousChat: 1 })],
    ['the workspace’s', (world: World) => world.workspace.changeSetting('Livechat_maximum_chats_per_agent', 1)],
  ])('throws the same when the only agent is at %s limit', async (_whose, limit) => {
    const world = botAndSales();
    limit(world);
    await world.room('first', 'Sales');
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).rejects.toThrow(
      /^error-no-agents-online-in-department$/,
    );
  });

  it('knows no chat limits without a licence', async () => {
    const world = botAndSales({ edition: { licensed: false }, settings: { Livechat_maximum_chats_per_agent: 1 } });
    await world.room('first', 'Sales');
    await expect(world.transfer(await world.room('ada', 'Bots'), { departmentId: 'Sales' })).resolves.toBe(true);
  });

  it('moves a waiting room to the department although nobody is available there', async () => {
    const world = botAndSales({ settings: { Livechat_waiting_queue: true } });
    world.server.users.setStatus('anna', 'offline');
    world.department('Front', [world.agent('fritz')]);
    const room = await world.room('ada', 'Front');
    expect(room.servedBy).toBeUndefined();
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room).departmentId).toBe('Sales');
    expect(world.reread(room).servedBy).toBeUndefined();
    expect(world.trail(room)).toContain('livechat_transfer_history');
  });

  it('throws when routing picks the very agent who serves the room, such as a bot in a human department', async () => {
    const world = botAndSales();
    world.server.departments.addAgent('Sales', 'robbie', -1);
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).rejects.toThrow(
      /^error-no-agents-online-in-department$/,
    );
    expect(world.reread(room)).toEqual(room);
  });

  it.each([
    ['disabled', (world: World) => world.server.departments.update('Sales', { enabled: false })],
    ['archived', (world: World) => world.server.departments.archive('Sales')],
  ])('forwards into a department that is %s', async (_state, prepare) => {
    const world = botAndSales();
    prepare(world);
    await expect(world.transfer(await world.room('ada', 'Bots'), { departmentId: 'Sales' })).resolves.toBe(true);
  });
});

describe('transfer: the fallback department', () => {
  function withFallback(options: ConstructorParameters<typeof World>[0] = {}): World {
    const world = botAndSales(options, { fallbackForwardDepartment: 'Night' });
    world.server.users.setStatus('anna', 'offline');
    world.department('Night', [world.agent('nora')]);
    return world;
  }

  it('takes the room when nobody is available in the target', async () => {
    const world = withFallback();
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room)).toMatchObject({ departmentId: 'Night', servedBy: { _id: 'nora' } });
    expect(world.trail(room)).toContain('livechat_transfer_history_fallback');
  });

  it('throws when nobody is available there either', async () => {
    const world = withFallback();
    world.server.users.setStatus('nora', 'offline');
    await expect(world.transfer(await world.room('ada', 'Bots'), { departmentId: 'Sales' })).rejects.toThrow(
      /^error-no-agents-online-in-department$/,
    );
  });

  it('answers false when it does not exist', async () => {
    const world = withFallback();
    world.workspace.departments.remove('Night');
    await expect(world.transfer(await world.room('ada', 'Bots'), { departmentId: 'Sales' })).resolves.toBe(false);
  });

  it('answers false when the chain is deeper than the setting allows', async () => {
    const world = withFallback({ settings: { Omnichannel_max_fallback_forward_depth: 1 } });
    world.server.users.setStatus('nora', 'offline');
    world.server.departments.update('Night', { fallbackForwardDepartment: 'Weekend' });
    world.department('Weekend', [world.agent('wanda')]);
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(false);
    world.workspace.changeSetting('Omnichannel_max_fallback_forward_depth', 2);
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room).departmentId).toBe('Weekend');
  });

  it('is a mere true with nothing moved in a build without the Enterprise code', async () => {
    const world = withFallback({ edition: { enterpriseBuild: false, licensed: false } });
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { departmentId: 'Sales' })).resolves.toBe(true);
    expect(world.reread(room)).toEqual(room);
  });
});

describe('transfer: a chosen agent who fails his last check', () => {
  const queueBehindBots = { Livechat_waiting_queue: true, Livechat_assign_new_conversation_to_bot: true };

  /** A workspace where `anna` serves as many chats of `Sales` as she may. */
  async function withFullAnna(settings: Record<string, boolean> = {}): Promise<World> {
    const world = botAndSales({ settings }, { maxNumberSimultaneousChat: 1 });
    await world.room('first', 'Sales');
    await world.server.queue.processOnce();
    expect(world.server.rooms.countOpenByAgent('anna')).toBe(1);
    return world;
  }

  const toAnna = { departmentId: 'Sales', userId: 'anna' };

  it('queues the room in the new department when the waiting queue is on', async () => {
    const world = await withFullAnna(queueBehindBots);
    const room = await world.room('ada', 'Bots');
    expect(room.servedBy?._id).toBe('robbie');
    await expect(world.transfer(room, toAnna)).resolves.toBe(true);
    expect(world.reread(room)).toMatchObject({ departmentId: 'Sales' });
    expect(world.reread(room).servedBy).toBeUndefined();
    expect(world.server.rooms.inquiryOf(room._id)).toMatchObject({ status: 'queued', department: 'Sales' });
  });

  it('throws for a served room when the waiting queue is off', async () => {
    const world = await withFullAnna();
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, toAnna)).rejects.toThrow(/^error-no-agents-online-in-department$/);
    expect(world.reread(room)).toEqual(room);
  });

  it('throws for a served room without a department, although the waiting queue is on', async () => {
    const world = await withFullAnna(queueBehindBots);
    const room = await world.room('ada');
    expect(room.servedBy?._id).toBe('robbie');
    await expect(world.transfer(room, toAnna)).rejects.toThrow(/^error-no-agents-online-in-department$/);
  });

  it('sends a served room to the fallback department when the waiting queue is off', async () => {
    const world = await withFullAnna();
    world.server.departments.update('Sales', { fallbackForwardDepartment: 'Night' });
    world.department('Night', []);
    world.server.departments.addAgent('Night', 'anna');
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, toAnna)).resolves.toBe(true);
    expect(world.reread(room)).toMatchObject({ departmentId: 'Night', servedBy: { _id: 'anna' } });
  });

  it.each([
    ['with the waiting queue off, from another department', false, 'Front'],
    ['with the waiting queue on, from no department', true, undefined],
  ])('moves a waiting room all the same %s', async (_case, waitingQueue, department) => {
    const world = await withFullAnna({
      Livechat_waiting_queue: waitingQueue,
      Livechat_accept_chats_with_no_agents: true,
    });
    world.department('Front', []);
    world.workspace.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
    const room = await world.room('ada', department);
    world.workspace.changeSetting('Livechat_Routing_Method', 'Auto_Selection');
    await expect(world.transfer(room, toAnna)).resolves.toBe(true);
    expect(world.reread(room).departmentId).toBe('Sales');
    expect(world.reread(room).servedBy).toBeUndefined();
  });
});

describe('transfer: to an agent alone', () => {
  it('gives the room to him and leaves the department as it is', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    await expect(world.transfer(room, { userId: 'anna' })).resolves.toBe(true);
    expect(world.reread(room)).toMatchObject({ departmentId: 'Bots', servedBy: { _id: 'anna' } });
    expect(world.server.rooms.subscriptionsOf(room._id).map(({ u }) => u._id)).toEqual(['anna']);
  });

  it('throws when there is no such agent', async () => {
    const world = botAndSales();
    await expect(world.transfer(await world.room('ada', 'Bots'), { userId: 'nobody' })).rejects.toThrow(
      /^error-invalid-agent$/,
    );
  });

  it('throws when he is offline', async () => {
    const world = botAndSales();
    world.server.agents.setAvailability('anna', 'not-available');
    await expect(world.transfer(await world.room('ada', 'Bots'), { userId: 'anna' })).rejects.toThrow(
      /^error-user-is-offline$/,
    );
  });

  it('throws when the room has no inquiry', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    await world.server.rooms.close({ room, comment: 'bye' });
    await expect(world.transfer(room, { userId: 'anna' })).rejects.toThrow(/^error-invalid-inquiry$/);
  });

  it('throws when he serves the room already', async () => {
    const world = botAndSales();
    await expect(world.transfer(await world.room('ada', 'Bots'), { userId: 'robbie' })).rejects.toThrow(
      /^error-selected-agent-room-agent-are-same$/,
    );
  });

  it('answers true with nothing changed but the history when he is at his limit', async () => {
    const world = botAndSales();
    world.server.agents.setMaxChats('anna', 1);
    await world.room('first', 'Sales');
    const room = await world.room('ada', 'Bots');
    await world.drainEvents();
    await expect(world.transfer(room, { userId: 'anna' })).resolves.toBe(true);
    expect(world.reread(room).servedBy?._id).toBe('robbie');
    expect(world.trail(room)).toContain('livechat_transfer_history');
    expect(await world.drainEvents()).toContainEqual(
      expect.objectContaining({
        interface: 'IPostLivechatRoomTransferred',
        type: 'agent',
        to: expect.objectContaining({ _id: 'robbie' }),
      }),
    );
  });
});
