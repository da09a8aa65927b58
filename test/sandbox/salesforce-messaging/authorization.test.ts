/// <reference types="jest" />
import { generateKeyPairSync, type KeyObject, sign as signBytes } from 'crypto';
import { decodeJwt, exportJWK, type JWK, SignJWT } from 'jose';
import type { ForeignClient } from './foreignClient';
import { ORG, Stage } from './stage';

const KEYSET = 'Rocket_Chat_Users';
const ISSUER = 'https://chat.example.com';
const anonymous = /^v2\/iamessage\/UNAUTH\/NA\/uid:[0-9a-f-]{36}$/;

describe('an access token of an unverified visitor', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.start();
  });
  afterEach(() => stage.close());

  it('carries who, where and how long', async () => {
    const client = await stage.visitor();
    const now = stage.clock.now() / 1_000;
    expect(decodeJwt(client.token)).toEqual({
      sub: expect.stringMatching(anonymous),
      clientId: expect.any(String),
      clientSessionId: expect.any(String),
      deviceId: expect.any(String),
      channelAddId: (await stage.control.deployments())[0]?.channelAddressIdentifier,
      orgId: ORG,
      iat: now,
      exp: now + 21_600,
    });
  });

  it('comes with the configuration of its deployment', async () => {
    const { data } = await stage.client().askToken({ context: { appName: 'app', clientVersion: '1.0' } });
    expect(data.context).toEqual({
      deviceId: expect.any(String),
      endUser: { subject: expect.stringMatching(anonymous) },
      configuration: {
        embeddedServiceConfig: {
          name: 'Rocket_Chat',
          deploymentType: 'API',
          embeddedServiceMessagingChannel: { channelAddressIdentifier: expect.any(String), authMode: 'UnAuth' },
          forms: [],
          choiceListConfig: {},
        },
      },
    });
  });

  it('belongs to a new person every time', async () => {
    const [one, other] = [await stage.visitor(), await stage.visitor()];
    expect(one.subject).not.toBe(other.subject);
  });

  it('is given for the org id in 15 and in 18 characters', async () => {
    expect((await stage.client().askToken({ orgId: `${ORG}EAQ` })).status).toBe(200);
    expect((await stage.client().askToken({ orgId: '00DOTHER0000001' })).status).toBe(400);
  });

  it.each([
    ['an unknown property', { organizationId: ORG }],
    ['an unknown property inside', { context: { name: 'x' } }],
    ['another capabilitiesVersion', { capabilitiesVersion: '260' }],
    ['a number for it', { capabilitiesVersion: 1 }],
    ['another platform', { platform: 'Desktop' }],
    ['no orgId', { orgId: undefined }],
    ['an unknown deployment', { esDeveloperName: 'Nobody' }],
    ['a deviceId on the web', { deviceId: 'd' }],
    ['no deviceId on a mobile', { platform: 'Mobile' }],
  ])('is refused with 400 for %s', async (_what, changes) => {
    const { status, data } = await stage.client().askToken(changes);
    expect([status, data]).toEqual([400, { code: 'BAD_REQUEST', message: expect.any(String) }]);
  });

  it('carries the device of a mobile', async () => {
    const client = await stage.client().authorize({ platform: 'Mobile', deviceId: 'phone-1' });
    expect(decodeJwt(client.token).deviceId).toBe('phone-1');
  });

  it('is refused for a deployment that is no Custom Client, with the documented text', async () => {
    const { status, data } = await stage.client('Web_Widget').askToken();
    expect([status, data.message]).toEqual([400, "Set the esDeveloperName to a deploymentType that's set to api"]);
  });

  it('needs the captcha token where the deployment asks for one', async () => {
    await stage.control.setDeployment('Rocket_Chat', { requiresCaptcha: true });
    expect((await stage.client().askToken()).status).toBe(400);
    expect((await stage.client().askToken({ captchaToken: 'c' })).status).toBe(200);
  });

  it('gets 401 when it is missing, made up, or too old', async () => {
    const client = await stage.waiting();
    expect((await stage.client().entries()).status).toBe(401);
    const { headers } = await stage.visitor();
    expect((await client.http.get(`/iamessage/api/v2${client.path}`, { headers })).status).toBe(403);
    expect((await client.http.get(`/iamessage/api/v2${client.path}`)).data.message).toBe('Jwt is missing');
    await stage.clock.advance(21_599_999);
    expect((await client.entries()).status).toBe(200);
    await stage.clock.advance(1);
    const { status, data } = await client.entries();
    expect([status, data.message]).toEqual([401, 'Jwt is expired']);
  });

  it('can be made to expire', async () => {
    const client = await stage.waiting();
    await stage.control.expireToken(client.conversationId);
    expect((await client.say('late')).status).toBe(401);
  });

  it('is continued for the same person, by another client, for no longer', async () => {
    const client = await stage.waiting();
    await stage.clock.advance(5_000);
    const { status, data } = await client.get('/authorization/continuation-access-token');
    expect([status, Object.keys(data).sort()]).toEqual([200, ['accessToken', 'lastEventId']]);
    const [before, after] = [decodeJwt(client.token), decodeJwt(data.accessToken)];
    expect([after.sub, after.exp]).toEqual([before.sub, before.exp]);
    expect(after.clientId).not.toBe(before.clientId);
    client.token = data.accessToken;
    expect((await client.say('it goes on')).status).toBe(202);
    client.token = 'made.up.token';
    expect((await client.get('/authorization/continuation-access-token')).status).toBe(401);
  });
});

describe('an access token of a verified visitor', () => {
  let stage: Stage;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const weak = generateKeyPairSync('rsa', { modulusLength: 1_024 });

  interface Identity {
    readonly key?: KeyObject;
    readonly kid?: string;
    readonly alg?: string;
    readonly issuer?: string;
    readonly sub?: string;
    readonly expiresIn?: number;
  }

  const sign = ({ key = privateKey, kid = 'key-1', alg = 'RS256', issuer, sub = 'ana', expiresIn = 60 }: Identity) => {
    const now = stage.clock.now() / 1_000;
    return new SignJWT({ sub })
      .setProtectedHeader({ alg, kid })
      .setIssuer(issuer ?? ISSUER)
      .setExpirationTime(now + expiresIn)
      .sign(key);
  };
  const ask = async (client: ForeignClient, identity: Identity = {}) => {
    const customerIdentityToken = await sign(identity);
    return client.authorize({ authorizationType: 'JWT', customerIdentityToken }, 'authenticated');
  };
  const jwk = async (key: KeyObject, kid: string, more: Partial<JWK> = {}) => ({
    ...(await exportJWK(key)),
    kid,
    ...more,
  });

  beforeEach(async () => {
    stage = await Stage.start();
    const keys = [await jwk(publicKey, 'key-1'), await jwk(weak.publicKey, 'weak')];
    await stage.control.setKeyset(KEYSET, { issuer: ISSUER, keys });
  });
  afterEach(() => stage.close());

  it('belongs to the person whom the identity names, and lives as long as the channel says', async () => {
    const client = await ask(stage.client());
    expect(client.subject).toBe(`v2/iamessage/AUTH/${KEYSET}/uid:ana`);
    expect(decodeJwt(client.token)).toMatchObject({ sub: client.subject, exp: stage.clock.now() / 1_000 + 3_600 });
    expect((await ask(stage.client(), { alg: 'RS512' })).subject).toBe(client.subject);
  });

  it('opens the conversations of an earlier token of the same person', async () => {
    const client = await ask(stage.client());
    await client.create();
    await stage.control.expireToken(client.conversationId);
    expect((await client.say('late')).status).toBe(401);
    expect((await (await ask(client)).say('in time')).status).toBe(202);
  });

  it.each<[string, () => Identity]>([
    ['another key', () => ({ key: stranger.privateKey })],
    ['an unknown kid', () => ({ kid: 'key-2' })],
    ['another issuer', () => ({ issuer: 'https://else.example.com' })],
    ['an end in the past', () => ({ expiresIn: -1 })],
    ['an algorithm other than RS256 and RS512', () => ({ alg: 'PS256' })],
  ])('is given all the same, but for an unverified person, after an identity with %s', async (_what, identity) => {
    expect((await ask(stage.client(), identity())).subject).toMatch(anonymous);
  });

  it('is not for a verified person whose key has less than 2,048 bits', async () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const claims = { sub: 'ana', iss: ISSUER, exp: stage.clock.now() / 1_000 + 60 };
    const identityOf = (kid: string, key: KeyObject) => {
      const signed = `${encode({ alg: 'RS256', kid })}.${encode(claims)}`;
      return `${signed}.${signBytes('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
    };
    const subjectOf = async (customerIdentityToken: string) =>
      (await stage.client().authorize({ authorizationType: 'JWT', customerIdentityToken }, 'authenticated')).subject;
    expect(await subjectOf(identityOf('key-1', privateKey))).toContain('/AUTH/');
    expect(await subjectOf(identityOf('weak', weak.privateKey))).toMatch(anonymous);
  });

  it('is not for a verified person when the identity is no JWT, or the keyset is gone', async () => {
    const changes = { authorizationType: 'JWT', customerIdentityToken: 'nonsense' };
    expect((await stage.client().authorize(changes, 'authenticated')).subject).toMatch(anonymous);
    await stage.control.removeKeyset(KEYSET);
    expect((await ask(stage.client())).subject).toMatch(anonymous);
  });

  it('is not for a verified person when keys need certificates and this one has none', async () => {
    await stage.control.setSwitches({ requireX5c: true });
    expect((await ask(stage.client())).subject).toMatch(anonymous);
    const keys = [await jwk(publicKey, 'key-1', { x5c: ['MIIC'] })];
    await stage.control.setKeyset(KEYSET, { issuer: ISSUER, keys });
    expect((await ask(stage.client())).subject).toContain('/AUTH/');
  });

  it('is asked for with its own fields', async () => {
    expect((await stage.client().askToken({}, 'authenticated')).status).toBe(400);
    const changes = { authorizationType: 'OAuth', customerIdentityToken: await sign({}) };
    expect((await stage.client().askToken(changes, 'authenticated')).status).toBe(400);
    const fields = { authorizationType: 'JWT', customerIdentityToken: await sign({}) };
    expect((await stage.client().askToken(fields)).status).toBe(400);
  });

  it('can be revoked, which one of an unverified visitor cannot', async () => {
    const client = await ask(stage.client());
    await client.create();
    expect((await client.delete('/authorization/authenticated/access-token')).status).toBe(204);
    expect((await client.say('late')).status).toBe(401);
    const unverified = await stage.visitor();
    expect((await unverified.delete('/authorization/authenticated/access-token')).status).toBe(403);
  });

  it('keeps its conversation open whoever ends the session', async () => {
    await stage.control.setDeployment('Rocket_Chat', { isSessionBased: true });
    const client = await ask(stage.client());
    await client.create();
    await stage.control.accept(client.conversationId);
    await stage.control.end(client.conversationId);
    expect(await stage.control.conversation(client.conversationId)).toMatchObject({ open: true, state: 'ended' });
    expect((await client.say('again')).status).toBe(202);
    expect((await client.close()).status).toBe(204);
    expect(await stage.control.conversation(client.conversationId)).toMatchObject({ open: true, state: 'ended' });
  });
});
