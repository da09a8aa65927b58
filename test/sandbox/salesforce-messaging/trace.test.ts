/// <reference types="jest" />
import { randomUUID } from 'crypto';
import { eventOf, Stage } from './stage';

describe('a conversation of an unverified visitor', () => {
  it('goes from the token to the deletion as the protocol has it', async () => {
    const stage = await Stage.start();
    const client = stage.client();
    const token = await client.askToken();
    expect(token.status).toBe(200);
    expect(token.data).toMatchObject({ accessToken: expect.any(String), lastEventId: expect.stringMatching(/^\d+$/) });
    client.token = token.data.accessToken;
    client.lastEventId = token.data.lastEventId;

    const stream = await client.stream();
    expect((await client.create({ routingAttributes: { Legacy_Button: '573SANDBOX00001' } })).status).toBe(201);
    const routed = await eventOf(stream, 'ROUTING_RESULT');
    expect(stream.frames[0]).toMatchObject({ event: 'ping', text: '0' });
    expect(Number(routed.id)).toBeGreaterThan(Number(client.lastEventId));
    expect(routed.data).toMatchObject({
      channelType: 'embedded_messaging',
      conversationId: client.conversationId,
      conversationEntry: { entryType: 'RoutingResult', entryPayload: expect.any(String) },
    });
    expect(routed.payload).toMatchObject({
      routingType: 'Initial',
      failureType: 'None',
      estimatedWaitTime: { isEWTRequested: true, estimatedWaitTimeInSeconds: 45 },
    });

    await stage.control.accept(client.conversationId);
    expect((await eventOf(stream, 'PARTICIPANT_CHANGED')).payload).toMatchObject({
      entryType: 'ParticipantChanged',
      entries: [{ operation: 'add', displayName: 'Ana', participant: { role: 'Agent' } }],
    });

    const messageId = randomUUID();
    const posted = await client.say('hello', { isNewMessagingSession: false }, messageId);
    expect(posted.status).toBe(202);
    expect(posted.data).toEqual({ conversationEntries: [{ id: messageId, clientTimestamp: stage.clock.now() }] });
    const echo = await eventOf(stream, 'MESSAGE');
    expect(echo.data.conversationEntry).toMatchObject({ identifier: messageId, sender: { role: 'EndUser' } });
    expect(echo.payload).toMatchObject({ abstractMessage: { id: messageId, staticContent: { text: 'hello' } } });

    await stage.control.say(client.conversationId, 'hi');
    const said = await eventOf(stream, 'MESSAGE', 2);
    expect(said.data.conversationEntry).toMatchObject({ senderDisplayName: 'Ana', sender: { role: 'Agent' } });

    const entryTypeFilter = 'Message,ParticipantChanged,RoutingResult';
    const entries = await client.entries({ limit: 50, direction: 'FromStart', startTimestamp: 0, entryTypeFilter });
    expect(entries.status).toBe(200);
    const types = entries.data.conversationEntries.map(({ entryType }: { entryType: string }) => entryType);
    expect(types).toEqual(['RoutingResult', 'ParticipantChanged', 'Message', 'Message']);

    await stage.control.end(client.conversationId);
    expect((await eventOf(stream, 'SESSION_STATUS_CHANGED', 2)).payload).toMatchObject({
      sessionStatus: 'Ended',
      sessionEndedByRole: 'Agent',
    });
    expect((await client.close()).status).toBe(204);
    await eventOf(stream, 'CLOSE_CONVERSATION');
    expect(stream.names).toEqual([
      'ROUTING_RESULT',
      'ROUTING_WORK_RESULT',
      'ROUTING_WORK_RESULT',
      'SESSION_STATUS_CHANGED',
      'PARTICIPANT_CHANGED',
      'MESSAGE',
      'DELIVERY_ACKNOWLEDGEMENT',
      'MESSAGE',
      'PARTICIPANT_CHANGED',
      'SESSION_STATUS_CHANGED',
      'ROUTING_WORK_RESULT',
      'CLOSE_CONVERSATION',
    ]);
    await stage.close();
  });
});
