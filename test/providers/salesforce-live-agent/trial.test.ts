/// <reference types="jest" />
import { ControlClient } from '../../../sandbox/salesforce-live-agent/ControlClient';
import { type LiveAgent, startLiveAgent } from '../../../sandbox/salesforce-live-agent/Simulator';
import { AxiosClient } from './support/AxiosClient';
import { aProvider, BUTTON } from './support/aProvider';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const settingsWith = (...buttons: object[]): Answer => ({
  body: { messages: [{ type: 'Settings', message: { pingRate: 50_000, buttons } }] },
});
const session: Answer = { body: { id: 's', key: 'k!1', affinityToken: 'a', clientPollTimeout: 40 } };

function aServer(settings: Answer, sessionId: Answer = session): ScriptedHttp {
  return new ScriptedHttp().on('GET Visitor/Settings', settings).on('GET System/SessionId', sessionId);
}

const outcomes = async (http: ScriptedHttp) =>
  (await aProvider({ http }).provider.test()).steps.map(({ name, outcome }) => `${name} ${outcome}`);

describe('trying Live Agent out', () => {
  test('asks for the button of this org and this deployment, and borrows a session', async () => {
    const http = aServer(settingsWith({ id: BUTTON, type: 'Standard', isAvailable: true }));
    expect((await aProvider({ http }).provider.test()).steps).toEqual([
      { name: 'button', outcome: 'ok', sentence: 'The org knows the button; agents are available.' },
      { name: 'session', outcome: 'ok', sentence: 'A session was made and given back.' },
    ]);
    expect([...new URL(http.requests[0]?.url ?? '').searchParams]).toEqual([
      ['org_id', '00DSANDBOX00001'],
      ['deployment_id', '572SANDBOX00001'],
      ['Settings.buttonIds', BUTTON],
      ['Settings.needEstimatedWaitTime', '1'],
    ]);
    expect(http.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /chat/rest/Visitor/Settings',
      'GET /chat/rest/System/SessionId',
      'DELETE /chat/rest/System/SessionId/k!1',
    ]);
    expect(http.requests[2]?.headers).toMatchObject({ 'X-LIVEAGENT-AFFINITY': 'a' });
  });

  test.each([
    ['the org does not know the button', settingsWith(), session, ['button failed', 'session ok']],
    ['nobody answers', 'cut' as const, 'cut' as const, ['button failed', 'session failed']],
    ['the endpoint is somebody else’s', { body: '<html>' }, { body: '<html>' }, ['button failed', 'session failed']],
    ['Live Agent is out of order', 500, 503, ['button failed', 'session failed']],
    ['no agent is there', settingsWith({ id: BUTTON }), session, ['button ok', 'session ok']],
  ])('tells step by step when %s', async (_name, settings, sessionId, expected) => {
    expect(await outcomes(aServer(settings, sessionId))).toEqual(expected);
  });

  test('tells when the session could not be given back, without its key', async () => {
    const http = aServer(settingsWith({ id: BUTTON })).on('DELETE System/SessionId', 500);
    const { steps } = await aProvider({ http }).provider.test();
    expect(steps[1]).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('SessionId/***') });
    expect(JSON.stringify(steps)).not.toContain('k!1');
  });

  test('leaves nothing behind at the simulated Salesforce, and opens no chat', async () => {
    const salesforce: LiveAgent = await startLiveAgent();
    try {
      const { provider } = aProvider({ settings: { endpointUrl: salesforce.url }, http: new AxiosClient() });
      expect(await provider.test()).toMatchObject({ steps: [{ outcome: 'ok' }, { outcome: 'ok' }] });
      const foreign = aProvider({
        settings: { endpointUrl: salesforce.url, deploymentId: '572SANDBOX00009' },
        http: new AxiosClient(),
      });
      expect(await foreign.provider.test()).toMatchObject({ steps: [{ outcome: 'failed' }, { outcome: 'ok' }] });
      const control = new ControlClient(salesforce.controlUrl);
      const open = (await control.sessions()).filter((session) => session.open);
      expect([open, await control.chats()]).toEqual([[], []]);
    } finally {
      await salesforce.close();
    }
  });
});
