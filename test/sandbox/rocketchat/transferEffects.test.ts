/// <reference types="jest" />
import type { ServerEvent } from '../../../sandbox/rocketchat/events';
import type { LivechatRoom } from '../../../sandbox/rocketchat/types';
import { botAndSales, nameOf, type World } from './support';

async function forwardedBy(world: World, room: LivechatRoom): Promise<ServerEvent[]> {
  await world.drainEvents();
  await world.transfer(room, { departmentId: 'Sales' });
  return world.drainEvents();
}

describe('the effects of a forward to an agent of a department', () => {
  it('come in the documented order', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    expect((await forwardedBy(world, room)).map(nameOf)).toEqual([
      'SystemMessageSent command/connected',
      'SystemMessageSent uj',
      'AgentAssigned',
      'SystemMessageSent livechat_transfer_history',
      'SystemMessageSent ul',
      'AgentUnassigned',
      'RoomTransferred',
    ]);
  });

  it('tell of the assignment while the room still has its old department', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    const assigned = (await forwardedBy(world, room)).find((e) => e.interface === 'IPostLivechatAgentAssigned');
    expect(assigned).toMatchObject({
      room: { departmentId: 'Bots', servedBy: { _id: 'anna' } },
      agent: { _id: 'anna' },
    });
  });

  it('tell of the transfer with room and departments as they are afterwards', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    expect(await forwardedBy(world, room)).toContainEqual({
      interface: 'IPostLivechatRoomTransferred',
      type: 'department',
      room: expect.objectContaining({ departmentId: 'Sales', servedBy: expect.objectContaining({ _id: 'anna' }) }),
      from: expect.objectContaining({ _id: 'Bots' }),
      to: expect.objectContaining({ _id: 'Sales' }),
    });
  });

  it('tell which agent left', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    const left = (await forwardedBy(world, room)).find((e) => e.interface === 'IPostLivechatAgentUnassigned');
    expect(left).toMatchObject({ agent: { _id: 'robbie' }, room: { _id: room._id } });
  });

  it('name no former department for a room that had none', async () => {
    const world = botAndSales({ settings: { Livechat_assign_new_conversation_to_bot: true } });
    const room = await world.room('ada');
    const moved = (await forwardedBy(world, room)).find((e) => e.interface === 'IPostLivechatRoomTransferred');
    expect(moved).toMatchObject({ from: undefined, to: { _id: 'Sales' } });
  });

  it('leave the unassignment and the transfer for after the call, and write the history as the app', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    await world.drainEvents();
    await world.transfer(room, { departmentId: 'Sales' });
    const during = world.events.map((event) => event.interface);
    expect(during).toContain('IPostLivechatAgentAssigned');
    expect(during).not.toContain('IPostLivechatRoomTransferred');
    const history = world.server.messages.list(room._id).find((m) => m.t === 'livechat_transfer_history');
    expect(history).toMatchObject({
      u: { _id: world.appUser._id },
      transferData: {
        scope: 'department',
        previousDepartment: 'Bots',
        nextDepartment: { _id: 'Sales', name: 'Sales' },
      },
    });
  });
});

describe('the effects of a forward into a queue', () => {
  it('come in the documented order', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    world.workspace.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
    expect((await forwardedBy(world, room)).map(nameOf)).toEqual([
      'SystemMessageSent livechat_transfer_history',
      'SystemMessageSent ul',
      'RoomTransferred',
      'AgentUnassigned',
    ]);
  });

  it('show the unassigned room as it was while the agent still served it', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Bots');
    world.workspace.changeSetting('Livechat_Routing_Method', 'Manual_Selection');
    const left = (await forwardedBy(world, room)).find((e) => e.interface === 'IPostLivechatAgentUnassigned');
    expect(left).toMatchObject({ room: { servedBy: { _id: 'robbie' } } });
  });
});

describe('events', () => {
  it('reach the instance that did the work and no other', async () => {
    const world = botAndSales();
    const elsewhere: ServerEvent[] = [];
    world.addServer(elsewhere);
    await world.room('ada', 'Bots');
    expect((await world.drainEvents()).length).toBeGreaterThan(0);
    expect(elsewhere).toEqual([]);
  });
});
