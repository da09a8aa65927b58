/// <reference types="jest" />
import { MASK, masked, maskedFields, withoutMasks } from '../../../lib/handoverProviders/secrets';
import type { SettingSchema } from '../../../lib/service';

const schema: SettingSchema = {
  type: 'object',
  properties: {
    url: { type: 'string' },
    secret: { type: 'string', writeOnly: true },
    signing: { type: 'object', properties: { key: { type: 'string', writeOnly: true }, id: { type: 'string' } } },
  },
};

test('secrets are shown as a mask, at whatever depth, and everything else as it is', () => {
  const settings = { url: 'https://a.example', secret: 'one', signing: { key: 'two', id: 'k' }, unknown: { key: 3 } };
  expect(masked(settings, schema)).toEqual({
    url: 'https://a.example',
    secret: '********',
    signing: { key: '********', id: 'k' },
    unknown: { key: 3 },
  });
});

test.each(['', null])('a secret that is not set is seen not to be: %j', (secret) => {
  expect(masked({ secret }, schema)).toEqual({ secret });
});

test('a mask that is sent back is left out, and a new secret is not', () => {
  const settings = { url: MASK, secret: MASK, signing: { key: 'new', id: MASK } };
  expect(withoutMasks(settings, schema)).toEqual({ url: MASK, signing: { key: 'new', id: MASK } });
});

test('the fields that hold a mask instead of a secret are named with their whole path', () => {
  const settings = { url: MASK, secret: MASK, signing: { key: MASK, id: MASK }, unknown: { key: MASK } };
  expect(maskedFields(settings, schema, 'settings')).toEqual(['settings.secret', 'settings.signing.key']);
  expect(maskedFields({ secret: 'one', signing: { key: '' } }, schema, 'settings')).toEqual([]);
});

test('names that every object knows are no settings of the schema', () => {
  expect(masked({ constructor: 'kept', toString: 'kept' }, schema)).toEqual({ constructor: 'kept', toString: 'kept' });
});
