/// <reference types="jest" />
import type { Carrier, Preparation } from '../../lib/Preparation';
import { Routing } from '../../lib/Routing';
import { aHandoverProvider } from '../support/aHandoverProvider';
import { aCluster, anInstance, type Cluster, type Instance } from '../support/anInstance';
import { aStage, type Stage } from '../support/aStage';
import { ScriptedProvider } from '../support/ScriptedProvider';

const department = {
  given: 'sales',
  id: 'sales',
  name: 'Sales',
  target: 'vip',
  attributes: [['tier', 'gold']],
} as const;

let stage: Stage;
let cluster: Cluster;
let instances: Instance[];
let carriers: Carrier[];
let revision: number;
let own: ScriptedProvider;
beforeEach(async () => {
  stage = aStage();
  stage.omnichannel.addDepartment({ id: 'sales', name: 'Sales' });
  cluster = aCluster(stage);
  await cluster.providers.create(aHandoverProvider({ id: 'p-1' }));
  instances = [];
  carriers = [];
  revision = 1;
  own = new ScriptedProvider();
});
afterEach(() => {
  for (const { kill } of instances) kill();
});

/** `sales` is served by a provider that was set up, `salesforce` by that of the settings. */
function anInstanceOfMany(name: string, ofSettings: string | undefined = 'salesforce'): Instance {
  const prepare = async (): Promise<Preparation> => {
    const routing = new Routing([{ id: 'p-1', revision, departments: [department] }], ofSettings || undefined);
    const partsOf = async (carrier: Carrier) => {
      carriers.push(carrier);
      const provider = carrier.providerId === 'p-1' ? own : stage.provider;
      return { ...stage, provider, presets: routing.presetsOf(carrier.departmentId), holdsLease: () => true };
    };
    return { routing, bridgeAgent: 'bridge', serverLanguage: '', partsOf };
  };
  const instance = anInstance(cluster, name, { prepared: prepare });
  instances.push(instance);
  return instance;
}

async function during(...work: Array<Promise<unknown>>): Promise<void> {
  const done = Promise.all(work);
  await stage.clock.pass(10_000);
  await done;
}

async function arrived(departmentId: string): Promise<void> {
  stage.omnichannel.place({ id: 'room', departmentId, servedBy: 'bridge' });
  await during(anInstanceOfMany('one').arrivals.roomArrived('room'));
}

test('a room is carried on by the provider of its department, at its revision', async () => {
  await arrived('sales');
  expect([own.opened.length, stage.provider.opened.length]).toEqual([1, 0]);
  expect(await stage.sessions.find('room')).toMatchObject({ providerId: 'p-1', providerRevision: 1 });
});

test.each(['salesforce', 'bots'])(
  'a room of %s that the bridge agent serves goes to the provider of the settings',
  async (id) => {
    await arrived(id);
    expect([own.opened.length, stage.provider.opened.length]).toEqual([0, 1]);
    expect(await stage.sessions.find('room')).toMatchObject({ providerId: 'settings' });
  },
);

test('a room that the bridge agent serves where nobody else does gets no session, and is not held', async () => {
  stage.omnichannel.place({ id: 'room', departmentId: 'bots', servedBy: 'bridge' });
  const create = jest.spyOn(stage.claims, 'create');
  await during(anInstanceOfMany('one', '').arrivals.roomArrived('room'));
  expect([await stage.sessions.list(), create.mock.calls]).toEqual([[], []]);
});

test('a room in the queue of any served department is given to the bridge agent', async () => {
  stage.omnichannel.place({ id: 'room', departmentId: 'sales', servedBy: undefined });
  await during(anInstanceOfMany('one').arrivals.roomArrived('room'));
  expect([stage.omnichannel.assignments.length, own.opened.length]).toEqual([1, 1]);
});

test('a conversation is opened with what is set for its department', async () => {
  await arrived('sales');
  expect(own.opened).toMatchObject([{ target: 'vip', attributes: [['tier', 'gold']] }]);
});

test('a conversation is opened with what the bot says, where it says something else', async () => {
  await stage.claims.create({
    id: 'asked',
    roomId: 'room',
    departmentId: 'sales',
    status: 'kept',
    claimedAtMs: stage.clock.nowMs(),
    context: { buttonId: 'b-1', attributes: [['tier', 'silver']] },
  });
  await arrived('sales');
  expect(own.opened).toMatchObject([{ target: 'b-1', attributes: [['tier', 'silver']] }]);
});

test('a session goes on with the provider and the revision that it began with, whoever takes it over', async () => {
  await arrived('sales');
  instances[0]?.kill();
  revision = 2;
  await stage.clock.pass(10_000);
  carriers.length = 0;
  await during(anInstanceOfMany('two').supervisor.round('full'));
  expect(await stage.sessions.find('room')).toMatchObject({ owner: 'two', providerId: 'p-1', providerRevision: 1 });
  expect(carriers).toMatchObject([{ providerId: 'p-1', providerRevision: 1, departmentId: 'sales' }]);
});
