/// <reference types="jest" />
import { botAndSales, World } from './support';

describe('the service status', () => {
  it('is online while an agent of the department is', () => {
    const world = botAndSales();
    expect(world.server.rooms.isOnline('Sales')).toBe(true);
    world.server.users.setStatus('anna', 'offline');
    expect(world.server.rooms.isOnline('Sales')).toBe(false);
  });

  it('counts a bot as online, so a department of bots alone is', () => {
    expect(botAndSales().server.rooms.isOnline('Bots')).toBe(true);
  });

  it('follows the chain of fallback departments, and ends where the chain bites its tail', () => {
    const world = new World();
    for (const [name, next] of [
      ['A', 'B'],
      ['B', 'C'],
      ['C', 'A'],
    ] as const) {
      world.department(name, [], { fallbackForwardDepartment: next });
    }
    expect(world.server.rooms.isOnline('A')).toBe(false);
    world.server.departments.addAgent('C', world.agent('cleo')._id);
    expect(world.server.rooms.isOnline('A')).toBe(true);
  });

  it('is online without agents where the workspace accepts that', () => {
    const world = new World({ settings: { Livechat_accept_chats_with_no_agents: true } });
    world.department('Empty', []);
    expect(world.server.rooms.isOnline('Empty')).toBe(true);
  });

  it('looks at everybody when no department is named', () => {
    const world = new World();
    expect(world.server.rooms.isOnline()).toBe(false);
    world.agent('anna');
    expect(world.server.rooms.isOnline()).toBe(true);
  });

  it('counts an idle agent unless the workspace does not', () => {
    const world = botAndSales();
    world.server.users.setStatus('anna', 'away');
    expect(world.server.rooms.isOnline('Sales')).toBe(true);
    world.workspace.changeSetting('Livechat_enabled_when_agent_idle', false);
    expect(world.server.rooms.isOnline('Sales')).toBe(false);
  });

  it('says nothing about capacity', async () => {
    const world = botAndSales({ settings: { Livechat_maximum_chats_per_agent: 1 } });
    await world.room('ada', 'Sales');
    expect(world.server.rooms.isOnline('Sales')).toBe(true);
  });
});

describe('departments', () => {
  it('are found by id and by exact name, disabled and archived ones included', () => {
    const world = new World();
    const { _id } = world.server.departments.create({ name: 'Front Desk' });
    world.server.departments.archive(_id);
    expect(world.server.departments.getByIdOrName(_id)).toMatchObject({ archived: true, enabled: false });
    expect(world.server.departments.getByIdOrName('Front Desk')?._id).toBe(_id);
    expect(world.server.departments.getByIdOrName('front desk')).toBeUndefined();
  });

  it('are listed for apps while they are enabled and have agents, online or not', () => {
    const world = botAndSales();
    world.department('Empty', []);
    world.server.users.setStatus('anna', 'offline');
    world.server.departments.update('Bots', { enabled: false });
    expect(world.server.departments.listEnabledWithAgents().map(({ _id }) => _id)).toEqual(['Sales']);
  });

  it('count their agents', () => {
    const world = botAndSales();
    world.server.departments.addAgent('Sales', world.agent('bert')._id);
    world.server.departments.addAgent('Sales', 'bert');
    expect(world.server.departments.get('Sales')?.numAgents).toBe(2);
    world.server.departments.removeAgent('Sales', 'anna');
    world.server.agents.remove('bert');
    expect(world.server.departments.get('Sales')?.numAgents).toBe(0);
    expect(world.server.departments.agentsOf('Sales')).toEqual([]);
  });

  it('tell the apps once when they are disabled, and when they are removed', async () => {
    const world = botAndSales();
    world.department('Front', [], { fallbackForwardDepartment: 'Sales' });
    world.server.departments.update('Sales', { enabled: false });
    world.server.departments.update('Sales', { description: 'closed' });
    world.server.departments.remove('Sales');
    expect((await world.drainEvents()).map((event) => event.interface)).toEqual([
      'IPostLivechatDepartmentDisabled',
      'IPostLivechatDepartmentRemoved',
    ]);
    expect(world.server.departments.get('Front')).not.toHaveProperty('fallbackForwardDepartment');
  });
});

describe('visitors', () => {
  it('are created once per token and updated afterwards', () => {
    const world = botAndSales();
    const first = world.server.visitors.registerGuest({ token: 'ada', name: 'Ada', email: 'Ada@Example.com' });
    const second = world.server.visitors.registerGuest({ token: 'ada', phone: '123', department: 'Sales' });
    expect(second._id).toBe(first._id);
    expect(second).toMatchObject({ name: 'Ada', department: 'Sales', username: 'guest-1' });
    expect(world.server.visitors.getByEmail('ada@example.com')?._id).toBe(first._id);
    expect(world.server.visitors.getByPhone('123')?._id).toBe(first._id);
  });

  it('are found by e-mail address when the token is new', () => {
    const world = new World();
    const first = world.server.visitors.registerGuest({ token: 'one', email: 'ada@example.com' });
    expect(world.server.visitors.registerGuest({ token: 'two', email: 'ada@example.com' })._id).toBe(first._id);
  });

  it('cannot name a department that does not exist', () => {
    expect(() => new World().visitor('ada', 'nowhere')).toThrow(/\[error-invalid-department\]$/);
  });

  it('are invisible once disabled', () => {
    const world = new World();
    const { _id } = world.visitor('ada');
    world.server.visitors.disable(_id);
    expect(world.server.visitors.get(_id)).toBeUndefined();
    expect(world.server.visitors.getByToken('ada')).toBeUndefined();
  });

  it('tell the apps when they are saved', async () => {
    const world = new World();
    const { _id } = world.visitor('ada');
    const visitor = world.server.visitors.save({ _id, name: 'Ada L.' });
    expect(await world.drainEvents()).toEqual([{ interface: 'IPostLivechatGuestSaved', visitor }]);
  });
});

describe('custom fields', () => {
  async function withFields(): Promise<World> {
    const world = botAndSales();
    world.server.customFields.define({
      _id: 'case',
      label: 'Case',
      scope: 'room',
      visibility: 'visible',
      regexp: '^\\d+$',
    });
    world.server.customFields.define({ _id: 'tier', label: 'Tier', scope: 'visitor', visibility: 'visible' });
    return world;
  }

  it('go to every open room of the visitor and to no closed one', async () => {
    const world = await withFields();
    const closed = await world.room('ada', 'Sales');
    await world.server.rooms.close({ room: closed, comment: 'bye' });
    const open = await world.room('ada', 'Sales');
    expect(world.server.customFields.set({ token: 'ada', key: 'case', value: '7', overwrite: true })).toBe(true);
    expect(world.reread(open).livechatData).toEqual({ case: '7' });
    expect(world.reread(closed)).not.toHaveProperty('livechatData');
  });

  it('go to the visitor when that is their scope', async () => {
    const world = await withFields();
    world.visitor('ada');
    world.server.customFields.set({ token: 'ada', key: 'tier', value: 'gold', overwrite: true });
    expect(world.server.visitors.getByToken('ada')?.livechatData).toEqual({ tier: 'gold' });
  });

  it('keep a value that is there unless told to overwrite it', async () => {
    const world = await withFields();
    const room = await world.room('ada', 'Sales');
    const set = (value: string, overwrite: boolean) =>
      world.server.customFields.set({ token: 'ada', key: 'case', value, overwrite });
    expect([set('1', false), set('2', false), set('3', true)]).toEqual([true, false, true]);
    expect(world.reread(room).livechatData).toEqual({ case: '3' });
  });

  it('refuse a key that is not defined and a value that does not fit', async () => {
    const world = await withFields();
    const set = (key: string, value: string) =>
      world.server.customFields.set({ token: 'ada', key, value, overwrite: true });
    expect(() => set('colour', 'red')).toThrow(/^invalid-custom-field$/);
    expect(() => set('case', 'red')).toThrow(/^error-invalid-custom-field-value$/);
    expect(set('case', '1')).toBe(false);
  });
});

describe('rooms', () => {
  it('replace the whole object when an app sets custom fields', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    world.server.rooms.setCustomFields(room._id, { a: 1 });
    world.server.rooms.setCustomFields(room._id, { b: 2 });
    expect(world.reread(room).customFields).toEqual({ b: 2 });
    expect((await world.drainEvents()).map((event) => event.interface)).not.toContain('IPostLivechatRoomSaved');
  });

  it('tell the apps when a user saves them', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.drainEvents();
    world.server.rooms.save({ roomId: room._id, tags: ['vip'] });
    expect(await world.drainEvents()).toMatchObject([
      { interface: 'IPostLivechatRoomSaved', room: { _id: room._id, tags: ['vip'] } },
    ]);
  });

  it('are listed by visitor and by agent while they are open', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    expect(world.server.rooms.listOpenByVisitor('ada', 'Sales')).toHaveLength(1);
    expect(world.server.rooms.listOpenByVisitor('ada', 'Bots')).toEqual([]);
    expect(world.server.rooms.countOpenByAgent('anna')).toBe(1);
    await world.server.rooms.close({ room, comment: 'bye' });
    expect(world.server.rooms.listOpenByVisitor('ada')).toEqual([]);
    expect(world.server.rooms.listOpenByAgent('anna')).toEqual([]);
    expect(world.server.rooms.listByVisitor('ada')).toHaveLength(1);
  });
});

describe('server settings', () => {
  it('have the defaults of a fresh installation and can be changed', () => {
    const world = new World({ settings: { Own_Setting: 'x' } });
    expect(world.workspace.setting('Livechat_Routing_Method')).toBe('Auto_Selection');
    expect(world.workspace.setting('Message_MaxAllowedSize')).toBe(5000);
    expect(world.workspace.setting('Own_Setting')).toBe('x');
    expect(world.workspace.setting('Unknown')).toBeUndefined();
  });
});
