/// <reference types="jest" />
import { ORG, Stage } from './stage';

describe('what needs no token', () => {
  let stage: Stage;
  const ask = (path: string, params: Record<string, unknown> = {}) =>
    stage.client().http.get(`/embeddedservice/v1/${path}`, {
      params: { orgId: ORG, esConfigName: 'Rocket_Chat', ...params },
    });
  const hours = () => ask('businesshours');
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('has no business hours for a deployment without them', async () => {
    const { status, data } = await hours();
    expect([status, data]).toEqual([204, '']);
  });

  it.each([
    ['open', true],
    ['closed', false],
  ] as const)('has business hours by which it is %s now', async (state, isOpen) => {
    await stage.control.setBusinessHours('Rocket_Chat', { state });
    const { status, data } = await hours();
    expect([status, data.businessHoursInfo]).toMatchObject([200, { name: expect.any(String), isActive: true }]);
    const now = stage.clock.now();
    const isNow = ({ startTime, endTime }: { startTime: number; endTime: number }) => startTime <= now && now < endTime;
    expect(data.businessHoursInfo.businessHours.some(isNow)).toBe(isOpen);
  });

  it('has the business hours that it is given, until it has none again', async () => {
    const businessHours = [{ startTime: 5, endTime: 9 }];
    await stage.control.setBusinessHours('Rocket_Chat', { name: 'Shop', isActive: false, businessHours });
    expect((await hours()).data).toEqual({ businessHoursInfo: { name: 'Shop', isActive: false, businessHours } });
    await stage.control.setBusinessHours('Rocket_Chat', { state: 'always' });
    expect((await hours()).status).toBe(204);
  });

  it('has the configuration of a published deployment, of whatever type', async () => {
    const { status, data } = await ask('embedded-service-config', { language: 'de' });
    expect([status, data.embeddedServiceConfig]).toMatchObject([
      200,
      { name: 'Rocket_Chat', deploymentType: 'API', language: 'de', forms: [] },
    ]);
    const web = await ask('embedded-service-config', { esConfigName: 'Web_Widget', orgId: `${ORG}EAQ` });
    expect(web.data.embeddedServiceConfig.deploymentType).toBe('Web');
  });

  it('has 412 and the documented text for one that is not', async () => {
    await stage.control.setDeployment('Rocket_Chat', { isPublished: false });
    const { status, data } = await ask('embedded-service-config');
    expect([status, data]).toEqual([412, { text: 'Embedded Messaging Config is not Published' }]);
  });

  it.each(['businesshours', 'embedded-service-config'])('refuses %s of nobody', async (path) => {
    expect((await ask(path, { orgId: undefined })).status).toBe(400);
    expect((await ask(path, { esConfigName: undefined })).status).toBe(400);
    expect((await ask(path, { orgId: '00DOTHER0000001' })).status).toBe(404);
    expect((await ask(path, { esConfigName: 'Nobody' })).status).toBe(404);
  });

  it('has no way to ask whether agents are there', async () => {
    expect((await ask('agentavailability')).status).toBe(404);
    expect((await ask('availability')).status).toBe(404);
  });
});
