/// <reference types="jest" />
import type { OpenRequest } from '../../../lib/provider';
import { initBody } from '../../../providers/salesforce-live-agent/init';
import { anOpenRequest, RecordingLog, someSettings } from './support/aProvider';

const log = new RecordingLog();
const body = (changes: Partial<OpenRequest> = {}, settings: object = {}) =>
  initBody(anOpenRequest(changes), { settings: someSettings(settings), sessionId: 'S', log });
const details = (changes: Partial<OpenRequest>, settings: object = {}) =>
  JSON.parse(JSON.stringify(body(changes, settings).prechatDetails)) as Array<Record<string, unknown>>;
const labels = (changes: Partial<OpenRequest>) => details(changes).map(({ label }) => label);
const only = (label: string, changes: Partial<OpenRequest>, settings: object = {}) =>
  details(changes, settings).find((detail) => detail.label === label);

describe('the chat request', () => {
  test('holds everything that Live Agent demands', () => {
    const { prechatDetails, ...rest } = body();
    expect(rest).toEqual({
      organizationId: '00DSANDBOX00001',
      deploymentId: '572SANDBOX00001',
      buttonId: '573SANDBOX00001',
      sessionId: 'S',
      userAgent: 'Rocket.Chat',
      language: 'en-US',
      screenResolution: '1920x1080',
      visitorName: 'Vera',
      prechatEntities: [],
      receiveQueueUpdates: true,
      isPost: true,
    });
    expect(prechatDetails).not.toEqual([]);
  });

  test('goes to the target of the request', () => {
    expect(body({ target: '573OTHER0000002AAA' }).buttonId).toBe('573OTHER0000002');
    expect(body({ target: ' ' }).buttonId).toBe('573SANDBOX00001');
  });

  test('is in the visitor’s language, and always has a name', () => {
    expect(body({ visitor: { language: 'pt-BR' } })).toMatchObject({ language: 'pt-BR', visitorName: 'Visitor' });
  });

  test('passes the entities of the settings on', () => {
    const entities = [{ entityName: 'Contact', entityFieldsMaps: [] }];
    expect(body({}, { prechat: { entities } }).prechatEntities).toEqual(entities);
  });
});

describe('prechat details', () => {
  test('the e-mail address finds the contact, in both spellings of the map', () => {
    const maps = [
      {
        entityName: 'Contact',
        fieldName: 'Email',
        isFastFillable: false,
        isAutoQueryable: true,
        isExactMatchable: true,
      },
    ];
    expect(only('E-mail Address', {})).toEqual({
      label: 'E-mail Address',
      value: 'vera@example.com',
      displayToAgent: true,
      transcriptFields: ['c__EmailAddress'],
      entityMaps: maps,
      entityFieldMaps: maps,
    });
  });

  test('the attribute salesforceId finds the case', () => {
    const detail = only('Case Id', { attributes: [['salesforceId', '500XX0000012345']] });
    expect(detail).toMatchObject({ value: '500XX0000012345', transcriptFields: ['CaseID'] });
    expect(detail?.entityMaps).toMatchObject([{ entityName: 'Case', fieldName: 'ID' }]);
  });

  test('of attributes that are there twice, the later one counts', () => {
    const attributes = [
      ['salesforceId', 'old'],
      ['salesforceId', 'new'],
    ] as const;
    expect(only('Case Id', { attributes })?.value).toBe('new');
  });

  test('what is not known is left out', () => {
    expect(labels({ visitor: {} })).toEqual(['Rocket.Chat Room']);
  });

  test('the agent sees attributes, room, summary and conversation', () => {
    const request = {
      visitor: { phone: '+49' },
      attributes: [['Order', '4711']] as const,
      summary: 'Wants a refund',
      transcript: 'Bot: Hello',
    };
    expect(details(request).map(({ label, value }) => [label, value])).toEqual([
      ['Phone Number', '+49'],
      ['Order', '4711'],
      ['Rocket.Chat Room', 'room-1'],
      ['Summary', 'Wants a refund'],
      ['Transcript', 'Bot: Hello'],
    ]);
  });

  test('details are saved to the fields that the settings name', () => {
    const settings = { prechat: { transcriptFields: { Order: 'Order__c' } } };
    expect(only('Order', { attributes: [['Order', '4711']] }, settings)?.transcriptFields).toEqual(['Order__c']);
    expect(only('constructor', { attributes: [['constructor', 'x']] }, settings)?.transcriptFields).toEqual([]);
  });

  test('of a long conversation, the end is passed on', () => {
    expect(only('Transcript', { transcript: 'abcdef' }, { prechat: { transcriptLimit: 3 } })?.value).toBe('def');
  });

  test('customDetail adds details', () => {
    const one = JSON.stringify({
      label: 'Bot transcript',
      value: 'Hi',
      transcriptFields: ['Bot__c'],
      displayToAgent: false,
    });
    const many = JSON.stringify([{ label: 'A', value: 1 }, { label: 'B' }]);
    expect(only('Bot transcript', { attributes: [['customDetail', one]] })).toEqual({
      label: 'Bot transcript',
      value: 'Hi',
      displayToAgent: false,
      transcriptFields: ['Bot__c'],
    });
    expect(labels({ attributes: [['customDetail', many]] })).toEqual(['E-mail Address', 'A', 'B', 'Rocket.Chat Room']);
  });

  test('prechatDetails stands in for e-mail and case, with its maps in both spellings', () => {
    const entityMaps = [{ entityName: 'Contact', fieldName: 'Name' }];
    const list = JSON.stringify([{ label: 'Name', value: 'Vera', entityMaps, doKnowledgeSearch: true }]);
    expect(details({ attributes: [['prechatDetails', list]] })[0]).toEqual({
      label: 'Name',
      value: 'Vera',
      displayToAgent: true,
      transcriptFields: [],
      doKnowledgeSearch: true,
      entityMaps,
      entityFieldMaps: entityMaps,
    });
    expect(labels({ attributes: [['prechatDetails', list]] })).toEqual(['Name', 'Rocket.Chat Room']);
  });

  test.each([
    ['customDetail', '{"label":'],
    ['customDetail', '"text"'],
    ['prechatDetails', 'not JSON'],
    ['prechatDetails', '7'],
  ])('a %s of %p is left out and the log says so', (name, value) => {
    log.lines.length = 0;
    expect(labels({ attributes: [[name, value]] })).toEqual(['E-mail Address', 'Rocket.Chat Room']);
    expect(log.lines).toEqual([expect.stringContaining(name)]);
    expect(log.lines.join()).not.toContain(value);
  });

  test('entries that are no details are left out of a list', () => {
    const list = JSON.stringify([
      null,
      'x',
      {},
      { label: 'A', value: {}, transcriptFields: [1, 'F'], entityMaps: [{}, 1] },
    ]);
    expect(only('A', { attributes: [['customDetail', list]] })).toEqual({
      label: 'A',
      value: '',
      displayToAgent: true,
      transcriptFields: ['F'],
    });
  });
});
