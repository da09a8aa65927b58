/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import { parseSettings } from '../../../providers/salesforce-messaging';

const least = {
  scrtUrl: 'https://example.my.salesforce-scrt.com',
  organisationId: '00D000000000001',
  deployment: 'Rocket_Chat',
};
const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
  .trim();
const problemsOf = (changes: object) => parseSettings({ ...least, ...changes }).problems.map(({ field }) => field);
const identityOf = (identity: object) => parseSettings({ ...least, identity }).settings?.identity;

describe('Messaging settings', () => {
  test.each(['https://h', 'https://h/', ' https://h// '])('the URL %p gets no slash at its end', (scrtUrl) => {
    expect(parseSettings({ ...least, scrtUrl }).settings?.scrtUrl).toBe('https://h');
  });

  test.each(['', 'h', 'ftp://h', 'http://h', 'https://u:p@h', 'https://h?a=1', 'https://h#x', 7])(
    'the URL %p is refused',
    (scrtUrl) => {
      expect(problemsOf({ scrtUrl })).toEqual(['scrtUrl']);
    },
  );

  test('http is allowed within the machine', () => {
    expect(problemsOf({ scrtUrl: 'http://127.0.0.1:8090' })).toEqual([]);
  });

  test('an organisation of 18 characters is cut to the 15 that the event stream knows', () => {
    const { settings } = parseSettings({ ...least, organisationId: ' 00D000000000001AAA ' });
    expect(settings?.organisationId).toBe('00D000000000001');
  });

  test.each([
    [{ organisationId: 'short' }, 'organisationId', /15 or 18/],
    [{ organisationId: '' }, 'organisationId', /is required/],
    [{ deployment: 'Rocket Chat' }, 'deployment', /API name/],
    [{ deployment: undefined }, 'deployment', /is required/],
    [{ attributes: { target: 'a b' } }, 'attributes.target', /API name/],
    [{ attributes: { renamed: { a: '1x' } } }, 'attributes.renamed', /API names/],
    [{ attributes: 'x' }, 'attributes', /an object/],
    [{ language: 'klingon!' }, 'language', /language/],
    [{ messageLimit: 5 }, 'messageLimit', /from 100/],
    [{ fileLimit: -1 }, 'fileLimit', /bytes/],
    [{ fileHosts: 'x' }, 'fileHosts', /host names/],
    [{ speaksToBots: 'yes' }, 'speaksToBots', /true or false/],
  ])('%j is refused by a sentence that names the field', (changes, field, expected) => {
    const { settings, problems } = parseSettings({ ...least, ...changes });
    expect(settings).toBeUndefined();
    expect(problems).toEqual([{ field, problem: expect.stringMatching(expected) }]);
  });

  test('everything that is wrong is named at once', () => {
    expect(problemsOf({ scrtUrl: 1, organisationId: 2, deployment: 3, identity: { keyId: 'k' } })).toEqual([
      'scrtUrl',
      'organisationId',
      'deployment',
      'identity.privateKey',
      'identity.issuer',
    ]);
    expect(parseSettings(null).problems).toEqual([{ field: 'settings', problem: 'expected a JSON object' }]);
  });

  test('everything else has a default', () => {
    expect(parseSettings({ ...least, target: '', attributes: { target: '' }, identity: {} }).settings).toMatchObject({
      target: '',
      attributes: { target: '', summary: '_subject', phone: '', room: '', renamed: {} },
      language: 'en_US',
      messageLimit: 3_000,
      fileLimit: 5 * 1024 * 1024,
      speaksToBots: true,
      identity: undefined,
    });
  });

  test.each([PEM, PEM.replace(/\n/g, ''), PEM.replace(/\n/g, ' '), PEM.replace(/\n/g, '\\n')])(
    'a key is read however its line breaks came through the input',
    (privateKey) => {
      const identity = identityOf({ privateKey, keyId: ' kid ', issuer: 'rocket', audience: ' ' });
      expect(identity).toEqual({ privateKey: PEM, keyId: 'kid', issuer: 'rocket', audience: undefined });
    },
  );

  test.each(['secret', '-----BEGIN RSA PRIVATE KEY-----MIIE-----END RSA PRIVATE KEY-----', PEM.slice(0, -5)])(
    'what is no key of PKCS #8 is refused without being shown',
    (privateKey) => {
      const { problems } = parseSettings({ ...least, identity: { privateKey, keyId: 'k', issuer: 'i' } });
      expect(problems.map(({ field }) => field)).toEqual(['identity.privateKey']);
      expect(JSON.stringify(problems)).not.toContain(privateKey);
    },
  );
});
