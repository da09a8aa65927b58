/// <reference types="jest" />
import { ControlClient as GenesysControl } from '../../sandbox/genesys/ControlClient';
import { type Genesys, startGenesys } from '../../sandbox/genesys/Simulator';
import { ControlClient as LiveAgentControl } from '../../sandbox/salesforce-live-agent/ControlClient';
import { type LiveAgent, startLiveAgent } from '../../sandbox/salesforce-live-agent/Simulator';
import { ControlClient as MessagingControl } from '../../sandbox/salesforce-messaging/ControlClient';
import { type Messaging, startMessaging } from '../../sandbox/salesforce-messaging/Simulator';
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { API_KEY, addGenesysProvider, AGENTS as GENESYS } from '../support/GenesysScene';
import { ORG as LIVE_AGENT } from '../support/LiveAgentScene';
import { ORG as MESSAGING } from '../support/MessagingScene';
import { APP_ID, type Chat, Scene } from '../support/Scene';

/** A contact centre as far as this test goes. */
interface Centre {
  /** Name of the department that it serves. */
  readonly department: string;
  /** Ids of its conversations. */
  ids(): Promise<string[]>;
  accept(id: string): Promise<unknown>;
  say(id: string, text: string): Promise<unknown>;
  end(id: string): Promise<unknown>;
  /** Everything that the agent reads of a conversation. */
  seen(id: string): Promise<string>;
}

let scene: Scene;
let simulators: { genesys: Genesys; liveAgent: LiveAgent; messaging: Messaging };
let centres: Centre[];

/** Of the centres, each with two agents who take any number of conversations. */
function centresOf({ genesys, liveAgent, messaging }: typeof simulators): Centre[] {
  const [g, l, m] = [
    new GenesysControl(genesys.controlUrl),
    new LiveAgentControl(liveAgent.controlUrl),
    new MessagingControl(messaging.controlUrl),
  ];
  const idsOf = async (list: Promise<Array<{ id: string }>>) => (await list).map(({ id }) => id);
  return [
    {
      department: 'genesys',
      ids: () => idsOf(g.conversations()),
      accept: (id) => g.accept(id, GENESYS.ana),
      say: (id, text) => g.say(id, text),
      end: (id) => g.end(id),
      seen: async (id) => JSON.stringify((await g.conversation(id)).fromVisitor),
    },
    {
      department: 'live-agent',
      ids: () => idsOf(l.chats()),
      accept: (id) => l.accept(id, LIVE_AGENT.ana),
      say: (id, text) => l.say(id, text),
      end: (id) => l.end(id),
      seen: async (id) => JSON.stringify((await l.chat(id)).agentView),
    },
    {
      department: 'messaging',
      ids: () => idsOf(m.conversations()),
      accept: (id) => m.accept(id, MESSAGING.ana),
      say: (id, text) => m.say(id, text),
      end: (id) => m.end(id),
      seen: async (id) => JSON.stringify((await m.conversation(id)).agentView),
    },
  ];
}

beforeAll(async () => {
  simulators = {
    genesys: await startGenesys({ switches: { flowGreeting: '', requestsPerMinute: 0 } }),
    liveAgent: await startLiveAgent(),
    messaging: await startMessaging(),
  };
  centres = centresOf(simulators);
  scene = await Scene.open({
    staff: [
      ['bots', 'botty', true],
      ['genesys', 'bridge', true],
      ['live-agent', 'bridge', true],
      ['messaging', 'bridge', true],
    ],
  });
  await scene.setSettings({
    [SettingId.bridgeAgent]: 'bridge',
    [SettingId.returnDepartment]: 'bots',
    [SettingId.apiKey]: API_KEY,
    [SettingId.handoverDepartment]: 'live-agent',
    [SettingId.product]: 'live-agent',
    [SettingId.liveAgentEndpoint]: simulators.liveAgent.url,
    [SettingId.organisation]: LIVE_AGENT.organisation,
    [SettingId.liveAgentDeployment]: LIVE_AGENT.deployment,
    [SettingId.button]: LIVE_AGENT.button,
  });
  await addGenesysProvider(scene, simulators.genesys.url, { departments: ['genesys'] });
  await addMessagingProvider();
});
afterAll(async () => {
  expect(await scene.client.control.unimplemented()).toEqual([]);
  await scene.close();
  await Promise.all(Object.values(simulators).map((simulator) => simulator.close()));
});

async function addMessagingProvider(): Promise<void> {
  const { status, data } = await scene.client.apps.request(APP_ID, {
    method: 'post',
    url: 'v2.0/handover/providers',
    headers: { 'X-API-Key': API_KEY },
    data: {
      name: 'Messaging',
      service: 'Salesforce Messaging',
      settings: {
        scrtUrl: simulators.messaging.url,
        organisationId: MESSAGING.organisation,
        deployment: MESSAGING.deployment,
        departments: ['messaging'],
      },
    },
  });
  if (status !== 201) throw new Error(`The provider was not created: ${status} ${JSON.stringify(data)}`);
}

/** A visitor's room, the centre that it went to, and its conversation there. */
interface Served {
  readonly centre: Centre;
  readonly room: Chat;
  readonly word: string;
  readonly id: string;
}

async function handOver(centre: Centre, word: string): Promise<Served> {
  const known = new Set(await centre.ids());
  const room = await scene.chat('bots', { name: `Vera ${word}` });
  const request = { roomId: room.rid, targetDepartmentName: centre.department, summary: `summary ${word}` };
  expect((await scene.handover(request)).status).toBe(200);
  const id = await eventually(async () => {
    const fresh = (await centre.ids()).find((one) => !known.has(one));
    if (fresh === undefined) throw new Error(`${centre.department} has no new conversation`);
    return fresh;
  });
  await centre.accept(id);
  await eventually(async () => expect((await toldIn(room)).join()).toContain('Ana'));
  return { centre, room, word, id };
}

async function toldIn({ rid }: Chat): Promise<string[]> {
  const messages = await scene.client.livechat.messages(rid);
  return messages.filter(({ t, u }) => !t && u.username === 'bridge').map(({ msg }) => msg);
}

test('three departments on three providers carry their conversations on at once, and none hears of another', async () => {
  const served: Served[] = [];
  for (const turn of ['x', 'y']) {
    for (const centre of centres) served.push(await handOver(centre, `${centre.department}-${turn}`));
  }
  await Promise.all(
    served.map(async ({ centre, room, word, id }) => {
      await scene.client.livechat.sendAsVisitor(room, `asked ${word}`);
      await centre.say(id, `answered ${word}`);
    }),
  );
  for (const { centre, room, word, id } of served) {
    await eventually(async () => expect(await centre.seen(id)).toContain(`asked ${word}`));
    await eventually(async () => expect(await toldIn(room)).toContain(`answered ${word}`));
  }
  for (const { centre, room, word, id } of served) {
    const others = served.map((other) => other.word).filter((other) => other !== word);
    const everything = `${await centre.seen(id)} ${(await toldIn(room)).join(' ')}`;
    expect(others.filter((other) => everything.includes(other))).toEqual([]);
  }
  await Promise.all(served.map(({ centre, id }) => centre.end(id)));
  for (const { room } of served) {
    await eventually(async () => {
      expect((await scene.client.livechat.room(room.rid)).servedBy?.username).toBe('botty');
    }, 30_000);
  }
}, 120_000);

test('availability is asked of the provider that serves the department', async () => {
  const stateOf = async (department: string) => {
    const request = { url: 'availability', params: { department } };
    return (await scene.client.apps.request<{ result: Array<{ state: string }> }>(APP_ID, request)).data.result;
  };
  expect(await stateOf('genesys')).toMatchObject([{ state: 'available', isAvailable: true }]);
  expect(await stateOf('live-agent')).toMatchObject([{ state: 'available', isAvailable: true }]);
  expect(
    (await scene.client.apps.request(APP_ID, { url: 'availability', params: { department: 'bots' } })).status,
  ).toBe(404);
});
