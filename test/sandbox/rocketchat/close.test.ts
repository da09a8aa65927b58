/// <reference types="jest" />
import { settle } from '../../../sandbox/clock';
import type { ServerEvent } from '../../../sandbox/rocketchat/events';
import { botAndSales, nameOf } from './support';

const anna = { _id: 'anna', username: 'anna' };

describe('closing a room', () => {
  it('unsets `open`, ends inquiry and memberships, and keeps who served it', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.clock.advance(60_000);
    await expect(world.server.rooms.close({ room, comment: 'done', user: anna })).resolves.toBe(true);
    const closed = world.reread(room);
    expect(closed).not.toHaveProperty('open');
    expect(closed).toMatchObject({
      closer: 'user',
      closedBy: anna,
      closedAt: new Date(world.clock.now()),
      servedBy: { _id: 'anna' },
      metrics: { chatDuration: 60, serviceTimeDuration: 60 },
    });
    expect(world.server.rooms.inquiryOf(room._id)).toBeUndefined();
    expect(world.server.rooms.subscriptionsOf(room._id)).toEqual([]);
  });

  it('is the visitor’s doing when no user is named', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    const visitor = world.visitorOf(room);
    await world.server.rooms.close({ room, comment: 'bye', visitor });
    expect(world.reread(room)).toMatchObject({ closer: 'visitor', closedBy: { _id: visitor._id } });
  });

  it('writes the comment with the visitor’s token, even when a user closed', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.server.rooms.close({ room, comment: 'done', user: anna, visitor: world.visitorOf(room) });
    const message = world.server.messages.list(room._id).find(({ t }) => t === 'livechat-close');
    expect(message).toMatchObject({ msg: 'done', token: 'ada', u: { _id: 'anna' } });
  });

  it('offers a transcript where transcripts are on', async () => {
    const world = botAndSales({ settings: { Livechat_enable_transcript: true } });
    const room = await world.room('ada', 'Sales');
    await world.server.rooms.close({ room, comment: 'done' });
    expect(world.trail(room).slice(-2)).toEqual(['livechat-close', 'command/promptTranscript']);
  });

  it('tells the apps after it has resolved, with the closed room', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await world.drainEvents();
    await world.server.rooms.close({ room, comment: 'done', user: anna });
    expect(world.events.map(nameOf)).toEqual(['SystemMessageSent livechat-close']);
    const told = (await world.drainEvents()).at(-1);
    expect(told).toMatchObject({
      interface: 'IPostLivechatRoomClosed',
      room: { closer: 'user', servedBy: { _id: 'anna' } },
    });
    expect(told).not.toHaveProperty('room.open');
  });

  it('has exactly one winner among concurrent attempts in the cluster', async () => {
    const world = botAndSales();
    const elsewhere: ServerEvent[] = [];
    const other = world.addServer(elsewhere);
    const room = await world.room('ada', 'Sales');
    await world.drainEvents();
    const attempts = await Promise.allSettled([
      world.server.rooms.close({ room, comment: 'one' }),
      other.rooms.close({ room, comment: 'two' }),
      world.server.rooms.close({ room, comment: 'three' }),
    ]);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts) {
      expect(attempt.status === 'rejected' ? attempt.reason.message : 'Error removing inquiry').toBe(
        'Error removing inquiry',
      );
    }
    await settle();
    const told = [...world.events, ...elsewhere].filter((event) => event.interface === 'IPostLivechatRoomClosed');
    expect(told).toHaveLength(1);
    expect(world.trail(room).filter((type) => type === 'livechat-close')).toHaveLength(1);
  });

  it('believes the given room about being open', async () => {
    const world = botAndSales();
    const { open: _, ...given } = await world.room('ada', 'Sales');
    await expect(world.server.rooms.close({ room: given, comment: 'done' })).rejects.toThrow(/^error-room-closed$/);
    expect(world.reread(given).open).toBe(true);
  });

  it('needs a comment unless the workspace does without', async () => {
    const world = botAndSales();
    const room = await world.room('ada', 'Sales');
    await expect(world.server.rooms.close({ room, comment: '  ' })).rejects.toThrow(/^error-comment-is-required$/);
    world.workspace.changeSetting('Livechat_request_comment_when_closing_conversation', false);
    await expect(world.server.rooms.close({ room, comment: '' })).resolves.toBe(true);
  });

  it('needs a tag where the department says so and has none of its own', async () => {
    const world = botAndSales({}, { requestTagBeforeClosingChat: true });
    const room = await world.room('ada', 'Sales');
    await expect(world.server.rooms.close({ room, comment: 'done' })).rejects.toThrow(
      /^error-tags-must-be-assigned-before-closing-chat$/,
    );
    world.server.departments.update('Sales', { chatClosingTags: ['sold'] });
    await world.server.rooms.close({ room, comment: 'done' });
    expect(world.reread(room).tags).toEqual(['sold']);
  });
});
