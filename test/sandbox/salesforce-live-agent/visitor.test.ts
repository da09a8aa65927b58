/// <reference types="jest" />
import type { AxiosResponse } from 'axios';
import { ANA, BEN, BUTTON, DEPLOYMENT, ORG, Stage } from './stage';

describe('Visitor resources', () => {
  let stage: Stage;
  const get = (path: string, version = '49'): Promise<AxiosResponse> =>
    stage.client().http.get(path, { headers: { 'X-LIVEAGENT-API-VERSION': version } });
  const query = `org_id=${ORG}&deployment_id=${DEPLOYMENT}`;
  const available = async (ids: string, more = '', version?: string) =>
    (await get(`Visitor/Availability?${query}&Availability.ids=${ids}${more}`, version)).data.messages[0];
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('tell the availability of buttons and agents, bare or in brackets', async () => {
    expect(await available(BUTTON)).toEqual({
      type: 'Availability',
      message: { results: [{ id: BUTTON, isAvailable: true }] },
    });
    expect((await available(`[${BUTTON},${ANA},${BEN},573UNKNOWN00001]`)).message.results).toEqual([
      { id: BUTTON, isAvailable: true },
      { id: ANA, isAvailable: true },
      { id: BEN, isAvailable: false },
      { id: '573UNKNOWN00001', isAvailable: false },
    ]);
  });

  it('know no availability of an agent with a button to fall back to', async () => {
    const { message } = await available(`${ANA}_${BUTTON}`);
    expect(message.results[0].isAvailable).toBe(false);
  });

  it('say no without agents online, without room, and for another organization', async () => {
    await stage.control.setAgent(ANA, { capacity: 1 });
    await stage.control.setButton(BUTTON, { queueLimit: 0 });
    await stage.queued();
    expect((await available(BUTTON)).message.results[0].isAvailable).toBe(false);
    await stage.control.setButton(BUTTON, { queueLimit: 1 });
    expect((await available(BUTTON)).message.results[0].isAvailable).toBe(true);
    await stage.control.setAgent(ANA, { online: false });
    expect((await available(BUTTON)).message.results[0].isAvailable).toBe(false);
    const other = `Visitor/Availability?org_id=00DOTHER0000001&deployment_id=${DEPLOYMENT}&Availability.ids=${ANA}`;
    expect((await get(other)).data.messages[0].message.results[0].isAvailable).toBe(false);
  });

  it('leave isAvailable out for what is not available where the switch says so', async () => {
    await stage.control.setSwitches({ omitFalseAvailability: true });
    expect((await available(`${BEN},${ANA}`)).message.results).toEqual([{ id: BEN }, { id: ANA, isAvailable: true }]);
  });

  it('tell the estimated wait when asked, since version 47', async () => {
    const asked = '&Availability.needEstimatedWaitTime=1';
    expect((await available(BUTTON, asked)).message.results[0].estimatedWaitTime).toBe(-1);
    expect((await available(BUTTON, asked, '46')).message.results[0]).not.toHaveProperty('estimatedWaitTime');
  });

  it.each(['org_id', 'deployment_id', 'Availability.ids'])('answer 400 without %s', async (name) => {
    const all = new URLSearchParams({ org_id: ORG, deployment_id: DEPLOYMENT, 'Availability.ids': BUTTON });
    all.delete(name);
    expect((await get(`Visitor/Availability?${all}`)).status).toBe(400);
  });

  it('tell the settings of the buttons that are asked for', async () => {
    await stage.control.setButton(BUTTON, { prechatUrl: 'https://example.com/prechat' });
    const path = `Visitor/Settings?${query}&Settings.buttonIds=[${BUTTON},573UNKNOWN00001]`;
    const { data } = await get(`${path}&Settings.needEstimatedWaitTime=1`);
    expect(data.messages).toEqual([
      {
        type: 'Settings',
        message: {
          pingRate: 50_000,
          contentServerUrl: expect.stringMatching(/^http:/),
          buttons: [
            {
              id: BUTTON,
              type: 'Standard',
              prechatUrl: 'https://example.com/prechat',
              language: 'en_US',
              isAvailable: true,
              estimatedWaitTime: -1,
            },
          ],
        },
      },
    ]);
    expect((await get(`Visitor/Settings?${query}`)).data.messages[0].message.buttons).toEqual([]);
    expect((await get('Visitor/Settings')).status).toBe(400);
  });

  it('give every visitor an id', async () => {
    const ids = await Promise.all([get(`Visitor/VisitorId?${query}`), get(`Visitor/VisitorId?${query}`)]);
    const [first, second] = ids.map(({ data }) => data.sessionId);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
    expect((await get('Visitor/VisitorId')).status).toBe(400);
  });

  it('take breadcrumbs', async () => {
    const post = (body: object) =>
      stage.client().http.post('Visitor/Breadcrumb', body, { headers: { 'X-LIVEAGENT-API-VERSION': '49' } });
    expect((await post({ location: 'https://example.com/shop' })).data).toBe('OK');
    expect((await post({})).status).toBe(400);
    expect(await stage.control.breadcrumbs()).toMatchObject([{ location: 'https://example.com/shop' }]);
  });
});
