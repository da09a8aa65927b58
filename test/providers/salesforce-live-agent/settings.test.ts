/// <reference types="jest" />
import { parseSettings } from '../../../providers/salesforce-live-agent';

const least = {
  endpointUrl: 'https://d.la1.example.com/chat/rest',
  organisationId: '00D000000000001',
  deploymentId: '572000000000001',
  buttonId: '573000000000001',
};
const problemsOf = (changes: object) => parseSettings({ ...least, ...changes }).problems.map(({ field }) => field);

describe('Live Agent settings', () => {
  test.each(['https://h/chat/rest', 'https://h/chat/rest/', ' https://h/chat/rest// '])(
    'the endpoint %p gets exactly one slash at its end',
    (endpointUrl) => {
      expect(parseSettings({ ...least, endpointUrl }).settings?.endpointUrl).toBe('https://h/chat/rest/');
    },
  );

  test.each(['', 'chat', 'ftp://h/', 'http://h/chat/rest', 'https://u:p@h/', 'https://h/?a=1', 'https://h/#x', 7])(
    'the endpoint %p is refused',
    (endpointUrl) => {
      expect(problemsOf({ endpointUrl })).toEqual(['endpointUrl']);
    },
  );

  test('http is allowed within the machine', () => {
    expect(problemsOf({ endpointUrl: 'http://127.0.0.1:8090/chat/rest/' })).toEqual([]);
  });

  test('ids of 18 characters are cut to the 15 that Live Agent knows', () => {
    const { settings } = parseSettings({
      ...least,
      organisationId: '00D000000000001AAA',
      buttonId: ' 573000000000001 ',
    });
    expect(settings).toMatchObject({ organisationId: '00D000000000001', buttonId: '573000000000001' });
  });

  test.each(['', 'short', '573000000000001/../x', '573000000000001AA', undefined, 5])('the id %p is refused', (id) => {
    expect(problemsOf({ organisationId: id, deploymentId: id, buttonId: id })).toEqual([
      'organisationId',
      'deploymentId',
      'buttonId',
    ]);
  });

  test('everything else has a default', () => {
    expect(parseSettings(least).settings).toMatchObject({
      apiVersion: 49,
      language: 'en-US',
      messageGapMs: 200,
      prechat: { entities: [], transcriptFields: { 'Case Id': 'CaseID' } },
    });
  });

  test('what is set replaces the defaults', () => {
    const prechat = { transcriptFields: { Order: 'Order__c' }, transcriptLimit: 5 };
    expect(parseSettings({ ...least, apiVersion: 50, language: 'de', prechat }).settings).toMatchObject({
      apiVersion: 50,
      language: 'de',
      prechat: { transcriptFields: { Order: 'Order__c', 'Case Id': 'CaseID' }, transcriptLimit: 5 },
    });
  });

  test('every field that is wrong is named', () => {
    const prechat = { transcriptLimit: -1, entities: ['x'], transcriptFields: { a: 1 } };
    expect(problemsOf({ apiVersion: 12, language: 3, messageGapMs: 'x', uploadHosts: 'x', prechat })).toEqual([
      'apiVersion',
      'language',
      'messageGapMs',
      'uploadHosts',
      'prechat.transcriptFields',
      'prechat.transcriptLimit',
      'prechat.entities',
    ]);
    expect(problemsOf({ prechat: 'x' })).toEqual(['prechat']);
    expect(parseSettings(null)).toEqual({
      settings: undefined,
      problems: [{ field: 'settings', problem: 'expected a JSON object' }],
    });
  });
});
