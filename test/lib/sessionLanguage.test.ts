/// <reference types="jest" />
import type { Language } from '../../lib/language';
import type { Preparation } from '../../lib/Preparation';
import { Routing } from '../../lib/Routing';
import { aSession } from '../support/aDesk';
import { aCluster, anInstance, type Cluster, type Instance } from '../support/anInstance';
import { aStage, type Stage } from '../support/aStage';

let stage: Stage;
let cluster: Cluster;
let instances: Instance[];
beforeEach(() => {
  stage = aStage();
  cluster = aCluster(stage);
  instances = [];
});
afterEach(() => {
  for (const { kill } of instances) kill();
});

/** Every text says its language and its key; the server speaks Spanish. */
async function prepared(): Promise<Preparation> {
  const textsIn = (language: Language | undefined) =>
    Object.fromEntries(Object.entries(stage.rules.texts).map(([key, text]) => [key, `${language} ${text}`]));
  return {
    routing: new Routing([], 'salesforce'),
    bridgeAgent: 'bridge',
    serverLanguage: 'es',
    partsOf: async ({ language }) => ({
      ...stage,
      rules: { ...stage.rules, texts: { ...stage.rules.texts, ...textsIn(language) } },
      holdsLease: () => true,
    }),
  };
}

function anotherInstance(name: string): Instance {
  const instance = anInstance(cluster, name, { prepared });
  instances.push(instance);
  return instance;
}

async function during(work: Promise<unknown>): Promise<void> {
  await stage.clock.pass(10_000);
  await work;
}

test.each([
  ['de-AT', 'de'],
  ['pt', 'pt-BR'],
  ['ja', 'es'],
  [undefined, 'es'],
])('a visitor whose language is %s is spoken to in %s', async (language, expected) => {
  stage.omnichannel.change('room', { visitor: { id: 'visitor', token: 'token', language } });
  await during(anotherInstance('one').arrivals.roomArrived('room'));
  expect(stage.messages.said()).toEqual([`${expected} <finding-agent>`]);
  expect(await stage.sessions.find('room')).toMatchObject({ language: expected });
});

test('whoever takes a session over goes on in the language that it began in', async () => {
  stage.omnichannel.change('room', { visitor: { id: 'visitor', token: 'token', language: 'de' } });
  await stage.sessions.create(
    aSession({ owner: 'dead', state: 'queued', language: 'fr', resume: { sessionId: 'session-1', sent: [] } }),
  );
  await during(anotherInstance('two').supervisor.round('full'));
  stage.provider.report({ type: 'agent-joined', name: 'Ana' });
  await stage.clock.pass(1_000);
  expect(stage.messages.said()).toEqual(['fr <agent-joined>']);
});
