/// <reference types="jest" />
import { Secrets } from '../../../sandbox/page/wire/Secrets';

const CANARY = 'canary-3f9a1c77';

describe('what the wire shows', () => {
  it.each([
    { authorization: `Bearer ${CANARY}` },
    { 'x-liveagent-session-key': CANARY },
    { 'X-LIVEAGENT-AFFINITY': CANARY },
    { 'x-handover-signature': CANARY },
    { accessToken: CANARY },
    { client_secret: CANARY },
    { settings: { clientSecret: CANARY } },
    { records: [{ resume: { key: `${CANARY}${CANARY}` } }] },
    { tokens: [CANARY] },
    { entryPayload: JSON.stringify({ continuationToken: CANARY }) },
    { twice: JSON.stringify({ inner: JSON.stringify({ password: CANARY }) }) },
  ])('has no secret in %j', (value) => {
    const shown = JSON.stringify(new Secrets().mask(value));
    expect(shown).not.toContain(CANARY);
    expect(Object.keys(JSON.parse(shown))).toEqual(Object.keys(value));
  });

  it.each([`/upload?orgId=1&fileToken=${CANARY}`, `data: {"accessToken":"${CANARY}"}`, `Basic ${CANARY}`])(
    'has no secret in the text %s',
    (text) => {
      expect(new Secrets().maskText(text)).not.toContain(CANARY);
    },
  );

  it('hides a secret wherever it turns up again', () => {
    const secrets = new Secrets();
    secrets.mask({ token: CANARY });
    expect(secrets.maskText(`/visitor/${CANARY}/room`)).toBe('/visitor/•••/room');
    expect(secrets.mask({ args: ['read', CANARY] })).toEqual({ args: ['read', '•••'] });
  });

  it('shows everything else as it is', () => {
    const value = { id: 7, text: 'My token of love is a teapot', isOpen: true, nothing: null, token_type: 'Bearer' };
    expect(new Secrets().mask(value)).toEqual(value);
  });

  it('can be asked for documents that hold one another', () => {
    const document: Record<string, unknown> = { name: 'room' };
    document.self = document;
    expect(JSON.stringify(new Secrets().mask(document))).toContain('room');
  });
});
