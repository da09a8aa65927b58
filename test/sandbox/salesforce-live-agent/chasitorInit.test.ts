/// <reference types="jest" />
import { ANA, BUTTON, Stage } from './stage';

describe('ChasitorInit', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('answers OK as text, and tells the outcome by message', async () => {
    const client = await stage.client().open();
    const response = await client.init();
    expect([response.status, response.data]).toEqual([200, 'OK']);
    expect(response.headers['content-type']).toMatch(/^text\/plain/);
    const { data } = await client.poll();
    expect(data.sequence).toBe(1);
    expect(Number.isInteger(data.offset)).toBe(true);
    expect(data.messages).toEqual([
      {
        type: 'ChatRequestSuccess',
        message: {
          connectionTimeout: 150_000,
          estimatedWaitTime: -1,
          queuePosition: 1,
          sensitiveDataRules: [],
          transcriptSaveEnabled: false,
          url: '',
          oref: '',
          postChatUrl: '',
          customDetails: [],
          visitorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          geoLocation: expect.objectContaining({ countryCode: 'DE', latitude: expect.any(Number) }),
        },
      },
    ]);
  });

  it.each([
    'organizationId',
    'deploymentId',
    'buttonId',
    'sessionId',
    'userAgent',
    'language',
    'screenResolution',
    'visitorName',
    'prechatDetails',
    'prechatEntities',
    'receiveQueueUpdates',
  ])('answers 400 that names a missing %s', async (field) => {
    const client = await stage.client().open();
    const response = await client.init({ [field]: undefined });
    expect(response.status).toBe(400);
    expect(response.data.details).toEqual([{ property: field, message: 'is required' }]);
  });

  it('answers 400 to a body that is no JSON, no object, or not declared as JSON', async () => {
    const client = await stage.client().open();
    const post = (body: string, type: string) =>
      client.http.post('Chasitor/ChasitorInit', body, { headers: { ...client.headers(1), 'Content-Type': type } });
    expect((await post('{"organizationId":', 'application/json')).status).toBe(400);
    expect((await post('[]', 'application/json')).status).toBe(400);
    expect((await post(JSON.stringify(client.initBody()), 'text/plain')).status).toBe(400);
    expect((await post(JSON.stringify(client.initBody()), 'application/json; charset=utf-8')).status).toBe(200);
  });

  it('answers 400 to prechat details and entities of the wrong shape', async () => {
    const client = await stage.client().open();
    const prechatDetails = [{ value: 'x', transcriptFields: 'c__x' }, 'text'];
    const prechatEntities = [{ entityFieldsMaps: [{ label: 'x' }] }];
    const { status, data } = await client.init({ prechatDetails, prechatEntities, sessionId: 'other' });
    expect(status).toBe(400);
    expect(data.details.map(({ property }: { property: string }) => property).sort()).toEqual([
      'prechatDetails[0].label',
      'prechatDetails[0].transcriptFields',
      'prechatDetails[1]',
      'prechatDetails[1].label',
      'prechatEntities[0].entityFieldsMaps[0].fieldName',
      'prechatEntities[0].entityName',
      'sessionId',
    ]);
  });

  it('keeps prechat details under either spelling of their maps for the agent', async () => {
    const map = [{ entityName: 'Contact', fieldName: 'Email', isExactMatchable: true }];
    const prechatDetails = [
      { label: 'E-mail', value: 'a@b.c', displayToAgent: true, transcriptFields: ['c__Email'], entityMaps: map },
      { label: 'Case', value: '5003', displayToAgent: true, transcriptFields: [], entityFieldMaps: map },
      { label: 'Without value', transcriptFields: [] },
    ];
    const prechatEntities = [
      {
        entityName: 'Contact',
        showOnCreate: true,
        saveToTranscript: 'ContactId',
        entityFieldsMaps: [{ fieldName: 'Email', label: 'E-mail', doFind: true, isExactMatch: true, doCreate: true }],
      },
    ];
    const client = await stage.queued({ prechatDetails, prechatEntities });
    const chat = await stage.control.chat(client.keys.id);
    expect(chat.prechatDetails).toEqual(prechatDetails);
    expect(chat.prechatEntities).toEqual(prechatEntities);
    expect(chat.attributes).toMatchObject({ 'E-mail': 'a@b.c', Case: '5003' });
    const [success] = chat.toVisitor;
    expect(success?.message.customDetails).toEqual(prechatDetails);
  });

  it('fails as NoPost unless isPost is true', async () => {
    for (const isPost of [false, undefined]) {
      const client = await stage.client().open();
      expect((await client.init({ isPost })).status).toBe(200);
      expect(await client.messages()).toEqual([
        { type: 'ChatRequestFail', message: { reason: 'NoPost', attachedRecords: [] } },
      ]);
      expect((await client.poll()).status).toBe(403);
    }
  });

  it('fails as Unavailable at an unknown button, without agents online, and without room', async () => {
    const reasonOf = async (changes: Record<string, unknown>) => {
      const client = await stage.client().open();
      await client.init(changes);
      const [first] = await client.messages();
      return first?.type === 'ChatRequestFail' ? first.message.reason : first?.type;
    };
    expect(await reasonOf({ buttonId: '573UNKNOWN00001' })).toBe('Unavailable');
    await stage.control.setButton(BUTTON, { queueLimit: 0 });
    await stage.control.setAgent(ANA, { capacity: 1 });
    expect(await reasonOf({})).toBe('ChatRequestSuccess');
    expect(await reasonOf({})).toBe('Unavailable');
    await stage.control.setAgent(ANA, { online: false, capacity: 5 });
    expect(await reasonOf({})).toBe('Unavailable');
  });

  it('fails for an unknown organization or deployment', async () => {
    for (const changes of [{ organizationId: '00DOTHER0000001' }, { deploymentId: '572OTHER0000001' }]) {
      const client = await stage.client().open();
      await client.init(changes);
      expect(await client.messages()).toMatchObject([{ message: { reason: 'InternalFailure' } }]);
    }
  });

  it('answers 500 when it is sent a second time', async () => {
    const client = await stage.queued();
    expect((await client.init()).status).toBe(500);
  });

  it('leaves the estimated wait out for versions that do not know it', async () => {
    const client = await stage.client('46').open();
    await client.init();
    const [success] = await client.messages();
    expect(success?.message).not.toHaveProperty('estimatedWaitTime');
  });
});
