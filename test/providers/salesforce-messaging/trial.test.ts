/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import { aProvider } from './support/aProvider';
import { ScriptedHttp } from './support/ScriptedHttp';
import { ScriptedStreams } from './support/ScriptedStreams';

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const identity = { privateKey, keyId: 'key-1', issuer: 'rocket' };
const usual = () => new ScriptedHttp().on('GET embedded-service-config', 200).on('GET businesshours', 204);

async function outcomes(http: ScriptedHttp, streams?: ScriptedStreams, settings: object = {}) {
  const { steps } = await aProvider({ http, settings, ...(streams && { streams }) }).provider.test();
  return steps.map(({ name, outcome, sentence }) => [name, outcome, sentence]);
}

describe('a test of the settings', () => {
  test('tries everything out that needs no conversation, and leaves no stream behind', async () => {
    const [http, streams] = [usual(), new ScriptedStreams()];
    expect(await outcomes(http, streams)).toEqual([
      ['Deployment', 'ok', expect.any(String)],
      ['Access', 'ok', expect.any(String)],
      ['Business hours', 'ok', 'The deployment is open now.'],
      ['Stream of events', 'ok', expect.any(String)],
    ]);
    expect(streams.last.isOver).toBe(true);
    expect(http.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'GET /embeddedservice/v1/embedded-service-config',
      'POST /iamessage/api/v2/authorization/unauthenticated/access-token',
      'GET /embeddedservice/v1/businesshours',
    ]);
  });

  test('tells what fails, and goes on', async () => {
    const http = usual()
      .on('GET embedded-service-config', 412)
      .on('POST unauthenticated', 400)
      .on('GET businesshours', 'cut');
    expect(await outcomes(http, new ScriptedStreams())).toEqual([
      ['Deployment', 'failed', 'The deployment is not published.'],
      ['Access', 'failed', expect.stringContaining('status 400')],
      ['Business hours', 'failed', expect.any(String)],
      ['Stream of events', 'skipped', expect.any(String)],
    ]);
  });

  test.each([
    ['is refused', new ScriptedStreams({ status: 403 }), 'failed'],
    ['is not answered', new ScriptedStreams('cut'), 'failed'],
    ['is not wanted', undefined, 'skipped'],
  ])('tells that the stream %s', async (_what, streams, outcome) => {
    expect((await outcomes(usual(), streams))[3]?.[1]).toBe(outcome);
  });

  test('tells that visitors are not believed, and shows nothing of the key', async () => {
    const http = usual().on('POST authenticated', { body: { accessToken: 'token-1', lastEventId: '1' } });
    const told = await outcomes(http, new ScriptedStreams(), { identity });
    expect(told[1]).toEqual(['Access', 'failed', expect.stringContaining('does not believe')]);
    expect(JSON.stringify(told)).not.toMatch(/token-1|PRIVATE KEY/);
  });

  test.each([
    ['are not believed', { identity }, true],
    ['are not needed', {}, false],
  ])('tells whether the credentials of visitors %s', async (_what, settings, isRefused) => {
    const http = usual().on('POST authenticated', { body: { accessToken: 'token-1', lastEventId: '1' } });
    expect(await aProvider({ http, settings }).provider.test()).toMatchObject({ refusesCredentials: isRefused });
  });
});
