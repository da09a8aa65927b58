/// <reference types="jest" />
import type { ForeignClient } from './foreignClient';
import { ANA, BEN, eventOf, SALES, Stage, SUPPORT } from './stage';

describe('routing', () => {
  let stage: Stage;
  const view = (client: ForeignClient) => stage.control.conversation(client.conversationId);
  const namesOf = async (client: ForeignClient) =>
    (await view(client)).events.map(({ event }) => event.replace('CONVERSATION_', ''));
  const payloadsOf = async (client: ForeignClient, name: string) =>
    (await view(client)).events
      .filter(({ event }) => event === `CONVERSATION_${name}`)
      .map(({ entry }) => entry.entryPayload);
  const positionsOf = async (client: ForeignClient) =>
    (await payloadsOf(client, 'QUEUE_POSITION')).map(({ position }) => position);
  const waitOf = async (client: ForeignClient) => {
    const [result] = await payloadsOf(client, 'ROUTING_RESULT');
    return result?.estimatedWaitTime;
  };
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('takes the deployment’s queue, or the one that the flow reads out of an attribute', async () => {
    const queueOf = async (deployment: string, Legacy_Button?: string) => {
      const client = await stage.waiting({ routingAttributes: Legacy_Button ? { Legacy_Button } : {} }, deployment);
      return (await view(client)).queueId;
    };
    expect(await queueOf('Rocket_Chat')).toBe(SUPPORT);
    expect(await queueOf('Rocket_Chat_Sales')).toBe(SALES);
    expect(await queueOf('Rocket_Chat', '573SANDBOX00002')).toBe(SALES);
    expect(await queueOf('Rocket_Chat', '573UNKNOWN00000')).toBe(SUPPORT);
    expect(await queueOf('Rocket_Chat', 'constructor')).toBe(SUPPORT);
  });

  it('goes from the result over the agent’s work to the agent', async () => {
    const client = await stage.waiting();
    expect(await namesOf(client)).toEqual(['ROUTING_RESULT', 'ROUTING_WORK_RESULT']);
    expect(await view(client)).toMatchObject({ state: 'waiting', offeredTo: ANA, position: 0 });
    await stage.control.accept(client.conversationId);
    expect(await namesOf(client)).toEqual([
      'ROUTING_RESULT',
      'ROUTING_WORK_RESULT',
      'ROUTING_WORK_RESULT',
      'SESSION_STATUS_CHANGED',
      'PARTICIPANT_CHANGED',
    ]);
    const works = await payloadsOf(client, 'ROUTING_WORK_RESULT');
    expect(works.map(({ workType }) => workType)).toEqual(['Assigned', 'Accepted']);
    const [status] = await payloadsOf(client, 'SESSION_STATUS_CHANGED');
    expect(status).toMatchObject({ sessionStatus: 'Active', sessionStatusPrev: 'Waiting', sessionEndTime: null });
  });

  it('has sessions wait for room, and tells them their moving place and their wait', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    const busy = await stage.connected();
    const [first, second] = [await stage.waiting(), await stage.waiting()];
    expect([await positionsOf(first), await positionsOf(second)]).toEqual([[1], [2]]);
    const ewt = (seconds: number) => ({ isEWTRequested: true, estimatedWaitTimeInSeconds: seconds });
    expect([await waitOf(first), await waitOf(second)]).toEqual([ewt(45), ewt(90)]);
    await stage.control.end(busy.conversationId);
    expect(await positionsOf(second)).toEqual([2, 1]);
    expect([(await view(first)).offeredTo, (await view(second)).offeredTo]).toEqual([ANA, undefined]);
    await first.close();
    expect((await view(second)).offeredTo).toBe(ANA);
  });

  it('has no estimated wait where the org does not compute it, and no positions where it does not tell them', async () => {
    await stage.control.setQueue(SUPPORT, { secondsPerSession: null });
    await stage.control.setSwitches({ queuePositions: false });
    await stage.control.setAgent(ANA, { online: false });
    const client = await stage.waiting();
    expect(await waitOf(client)).toEqual({ isEWTRequested: false, estimatedWaitTimeInSeconds: -1 });
    expect(await positionsOf(client)).toEqual([]);
  });

  it('has sessions wait when nobody is online, until somebody is', async () => {
    await stage.control.setAgent(ANA, { online: false });
    const client = await stage.waiting();
    const [result] = await payloadsOf(client, 'ROUTING_RESULT');
    expect(result).toMatchObject({ failureType: 'None' });
    await stage.control.setAgent(BEN, { online: true });
    expect((await view(client)).offeredTo).toBe(BEN);
  });

  it('fails when nobody is online, where the switch says so, and when there is no queue', async () => {
    await stage.control.setSwitches({ nobodyOnline: 'fail' });
    await stage.control.setAgent(ANA, { online: false });
    const client = await stage.waiting();
    await stage.control.removeQueue(SALES);
    const other = await stage.waiting({}, 'Rocket_Chat_Sales');
    for (const failed of [client, other]) {
      const [result] = await payloadsOf(failed, 'ROUTING_RESULT');
      expect(result).toMatchObject({ routingType: 'Initial', failureType: 'RoutingError' });
      expect(await view(failed)).toMatchObject({ state: 'unroutable', routingStatus: 'NEEDS_ROUTING', open: true });
    }
  });

  it('takes the agent with the fewest sessions', async () => {
    await stage.control.setAgent(BEN, { online: true });
    await stage.connected();
    expect((await view(await stage.waiting())).offeredTo).toBe(BEN);
  });

  it('goes on to the next agent when one declines or goes offline', async () => {
    const client = await stage.waiting();
    await stage.control.setAgent(BEN, { online: true });
    await stage.control.decline(client.conversationId);
    expect((await view(client)).offeredTo).toBe(BEN);
    await stage.control.setAgent(BEN, { online: false });
    const waiting = await view(client);
    expect([waiting.state, waiting.offeredTo, waiting.position]).toEqual(['waiting', undefined, 1]);
    await stage.control.accept(client.conversationId, ANA);
    expect(await view(client)).toMatchObject({ state: 'connected', agentId: ANA });
  });

  it('has agents accept by themselves where they do', async () => {
    await stage.control.setAgent(ANA, { acceptAfterMs: 100 });
    const client = await stage.waiting();
    await stage.clock.advance(99);
    expect((await view(client)).state).toBe('waiting');
    await stage.clock.advance(1);
    expect((await view(client)).state).toBe('connected');
  });

  it('transfers to a queue: the agent goes, the result says so, another one comes', async () => {
    const client = await stage.connected();
    const stream = await client.stream({ 'Last-Event-Id': undefined });
    await stage.control.setAgent(ANA, { queueIds: [SUPPORT] });
    await stage.control.setAgent(BEN, { online: true, queueIds: [SALES] });
    expect(await stage.control.transfer(client.conversationId, { queueId: SALES })).toBe(true);
    expect(await view(client)).toMatchObject({ state: 'transferring', queueId: SALES, offeredTo: BEN });
    await stage.control.accept(client.conversationId);
    await eventOf(stream, 'PARTICIPANT_CHANGED', 2);
    expect(stream.names).toEqual([
      'PARTICIPANT_CHANGED',
      'ROUTING_RESULT',
      'ROUTING_WORK_RESULT',
      'ROUTING_WORK_RESULT',
      'PARTICIPANT_CHANGED',
    ]);
    expect((await stage.control.agents()).map(({ conversations }) => conversations)).toEqual([
      [],
      [client.conversationId],
    ]);
  });

  it('transfers to an agent, to whom alone it is offered until he declines', async () => {
    const client = await stage.connected();
    await stage.control.setAgent(BEN, { online: true, queueIds: [] });
    await stage.control.transfer(client.conversationId, { agentId: BEN });
    expect((await view(client)).offeredTo).toBe(BEN);
    await stage.control.decline(client.conversationId);
    expect((await view(client)).offeredTo).toBe(ANA);
  });

  it('leaves the session with its agent when a transfer fails', async () => {
    const client = await stage.connected();
    await stage.control.addFault({ kind: 'routing-failure', failureType: 'SubmissionError', times: 1 });
    expect(await stage.control.transfer(client.conversationId, { queueId: SALES })).toBe(false);
    expect(await view(client)).toMatchObject({ state: 'connected', agentId: ANA, queueId: SUPPORT });
    const results = await payloadsOf(client, 'ROUTING_RESULT');
    expect(results[1]).toMatchObject({ routingType: 'Transfer', failureType: 'SubmissionError' });
  });

  it('brings another agent into a conference, and takes everybody out at the end', async () => {
    const client = await stage.connected();
    await stage.control.setAgent(BEN, { online: true });
    await stage.control.act(client.conversationId, 'join', { agentId: BEN });
    const results = await payloadsOf(client, 'ROUTING_RESULT');
    expect(results[1]).toMatchObject({ routingType: 'Conference', failureType: 'None' });
    expect((await view(client)).conference).toEqual([BEN]);
    await stage.control.say(client.conversationId, 'hi from Ben', { agentId: BEN });
    await stage.control.end(client.conversationId);
    const changes = await payloadsOf(client, 'PARTICIPANT_CHANGED');
    const told = changes.flatMap(({ entries }) => entries as { operation: string; displayName: string }[]);
    expect(told.map(({ operation, displayName }) => `${operation} ${displayName}`)).toEqual([
      'add Ana',
      'add Ben',
      'remove Ana',
      'remove Ben',
    ]);
  });

  it('has an agent leave without an end, after which another one may come', async () => {
    const client = await stage.connected();
    await stage.control.leave(client.conversationId);
    expect(await view(client)).toMatchObject({
      state: 'unattended',
      sessionStatus: 'Active',
      routingStatus: 'NEEDS_ROUTING',
    });
    await stage.control.accept(client.conversationId, ANA);
    expect((await view(client)).state).toBe('connected');
    await stage.control.leave(client.conversationId, 'TRANSFER');
    expect((await view(client)).routingStatus).toBe('TRANSFER');
  });

  it('ends an inactive session after its time', async () => {
    const client = await stage.connected();
    await stage.control.act(client.conversationId, 'inactivate', {});
    await stage.clock.advance(86_400_000);
    expect((await view(client)).sessions).toMatchObject([{ status: 'Ended', endedByRole: 'System' }]);
  });

  it('ends a session as whoever did', async () => {
    const client = await stage.connected();
    await stage.control.end(client.conversationId, 'Chatbot');
    const statuses = await payloadsOf(client, 'SESSION_STATUS_CHANGED');
    expect(statuses.at(-1)).toMatchObject({ sessionStatus: 'Ended', sessionEndedByRole: 'Chatbot' });
  });
});
