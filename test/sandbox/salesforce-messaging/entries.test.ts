/// <reference types="jest" />
import type { ForeignClient } from './foreignClient';
import { Stage } from './stage';

interface Entry {
  readonly entryType: string;
  readonly entryPayload: { readonly abstractMessage: { readonly staticContent: { readonly text: string } } };
}

describe('the entries of a conversation', () => {
  let stage: Stage;
  let client: ForeignClient;
  const find = async (params: Record<string, unknown> = {}): Promise<Entry[]> =>
    (await client.entries(params)).data.conversationEntries;
  const texts = async (params: Record<string, unknown> = {}) =>
    (await find({ entryTypeFilter: 'Message', ...params })).map(
      ({ entryPayload }) => entryPayload.abstractMessage.staticContent.text,
    );
  const sayAll = async (count: number) => {
    for (let number = 1; number <= count; number++) {
      await stage.clock.advance(1_000);
      await client.say(`${number}`);
    }
  };
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it('come newest first, or oldest first from the start', async () => {
    await sayAll(3);
    expect(await texts()).toEqual(['3', '2', '1']);
    expect(await texts({ direction: 'FromEnd' })).toEqual(['3', '2', '1']);
    expect(await texts({ direction: 'FromStart' })).toEqual(['1', '2', '3']);
  });

  it('are 20 unless the client wants up to 50', async () => {
    await sayAll(60);
    expect(await texts()).toEqual(Array.from({ length: 20 }, (_, index) => `${60 - index}`));
    expect(await texts({ limit: 50, direction: 'FromStart' })).toEqual(
      Array.from({ length: 50 }, (_, index) => `${index + 1}`),
    );
  });

  it('are those of a time, its ends included', async () => {
    const start = stage.clock.now();
    await sayAll(4);
    const period = { startTimestamp: start + 2_000, endTimestamp: start + 3_000 };
    expect(await texts(period)).toEqual(['3', '2']);
    expect(await texts({ direction: 'FromStart', limit: 1, startTimestamp: start + 2_000 })).toEqual(['2']);
  });

  it('are those of the wanted types; typing and the like are not stored', async () => {
    await stage.control.typing(client.conversationId, true);
    await stage.control.end(client.conversationId);
    const types = async (entryTypeFilter?: string) =>
      (await find({ entryTypeFilter, direction: 'FromStart' })).map(({ entryType }) => entryType);
    expect(await types()).toEqual([
      'RoutingResult',
      'SessionStatusChanged',
      'ParticipantChanged',
      'ParticipantChanged',
      'SessionStatusChanged',
    ]);
    expect(await types('RoutingResult,ParticipantChanged')).toEqual([
      'RoutingResult',
      'ParticipantChanged',
      'ParticipantChanged',
    ]);
  });

  it('know nothing of session statuses in an org of an earlier release', async () => {
    await stage.control.setSwitches({ statusInEntries: false });
    const next = await stage.connected();
    const { data } = await next.entries();
    expect(data.conversationEntries.map(({ entryType }: Entry) => entryType)).not.toContain('SessionStatusChanged');
    expect((await next.entries({ entryTypeFilter: 'Message,SessionStatusChanged' })).status).toBe(400);
  });

  it.each([
    ['a limit of 51', { limit: 51 }],
    ['a limit of 0', { limit: 0 }],
    ['an unknown direction', { direction: 'Backwards' }],
    ['an unknown type', { entryTypeFilter: 'Message,Typing' }],
    ['a time that is no number', { startTimestamp: 'yesterday' }],
  ])('get 400 for %s', async (_what, params) => {
    expect((await client.entries(params)).status).toBe(400);
  });

  it('have their payload as an object, or as a string where the switch says so', async () => {
    const id = await stage.control.say(client.conversationId, 'hi');
    const { data } = await client.entries({ limit: 1 });
    const now = stage.clock.now();
    const payload = {
      entryType: 'Message',
      id,
      messageReason: null,
      abstractMessage: {
        messageType: 'StaticContentMessage',
        id,
        inReplyToMessageId: null,
        references: [],
        staticContent: { formatType: 'Text', text: 'hi' },
      },
    };
    expect(data.conversationEntries).toEqual([
      {
        entryType: 'Message',
        identifier: id,
        transcriptedTimestamp: now,
        clientTimestamp: now,
        senderDisplayName: 'Ana',
        sender: { role: 'Agent', appType: 'agent', subject: '005SANDBOX00001', clientIdentifier: expect.any(String) },
        entryPayload: payload,
        relatedRecords: [expect.stringMatching(/^0Mw/)],
      },
    ]);
    await stage.control.setSwitches({ entriesPayload: 'string' });
    expect((await client.entries({ limit: 1 })).data.conversationEntries[0].entryPayload).toBe(JSON.stringify(payload));
  });

  it('are found late where the switch says so', async () => {
    await stage.control.setSwitches({ entriesLagMs: 2_000 });
    await client.say('fresh');
    expect(await texts()).toEqual([]);
    await stage.clock.advance(2_000);
    expect(await texts()).toEqual(['fresh']);
  });
});

describe('the transcript of a conversation', () => {
  let stage: Stage;
  let client: ForeignClient;
  const ask = async (params: Record<string, unknown> = { esDeveloperName: 'Rocket_Chat' }) =>
    client.http.get(`/iamessage/api/v2${client.path}/transcript`, {
      headers: client.headers,
      params,
      responseType: 'arraybuffer',
    });
  /** The file as text, after its table of objects was found to be true. */
  const read = (pdf: Buffer) => {
    const file = pdf.toString('latin1');
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
    const table = file.slice(start).split('\n').slice(3);
    const objects = table.slice(0, table.indexOf('trailer'));
    objects.forEach((line, index) => {
      expect(file.slice(Number(line.slice(0, 10)))).toMatch(new RegExp(`^${index + 1} 0 obj`));
    });
    return file;
  };
  beforeEach(async () => {
    stage = await Stage.start();
    client = await stage.connected();
  });
  afterEach(() => stage.close());

  it('is a PDF of what was said', async () => {
    await client.say('Where is (my) order?');
    await stage.control.say(client.conversationId, 'On its way.');
    await client.sendFile(Buffer.from('x'), { name: 'bill.png' });
    const { status, headers, data } = await ask();
    expect([status, headers['content-type']]).toEqual([200, 'application/pdf']);
    const file = read(data);
    expect(file).toMatch(/^%PDF-1\.4\n/);
    expect(file).toContain('Guest: Where is \\(my\\) order?');
    expect(file).toContain('Ana: On its way.');
    expect(file).toContain('[bill.png]');
  });

  it('holds the last 200 entries, on as many pages as they need', async () => {
    for (let number = 1; number <= 201; number++) {
      await client.say(`message-${number}.`);
    }
    const file = read((await ask()).data);
    expect(file).not.toContain('message-1.');
    expect(file).toContain('message-2.');
    expect(file).toContain('message-201.');
    expect(file).toContain('/Count 4 ');
  });

  it('is empty where the admin has not enabled it, and needs the deployment', async () => {
    expect((await ask({})).status).toBe(400);
    await stage.control.setDeployment('Rocket_Chat', { isTranscriptEnabled: false });
    client = await stage.connected();
    await client.say('x');
    const { status, data } = await ask();
    expect([status, data.length]).toEqual([200, 0]);
  });
});
