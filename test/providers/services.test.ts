/// <reference types="jest" />
import { checkSchema } from '../../endpoints/handoverProviders/checkSchema';
import type { SettingSchema } from '../../lib/service';
import { services } from '../../providers/index';
import { parseSettings as parseLiveAgent } from '../../providers/salesforce-live-agent/settings';
import { parseSettings as parseMessaging } from '../../providers/salesforce-messaging/settings';

/** What a provider of each service has to be told at least. */
const LEAST = {
  'Live Agent': {
    endpointUrl: 'https://chat.example.com/chat/rest/',
    organisationId: '00D000000000001',
    deploymentId: '572000000000001',
    buttonId: '573000000000001',
  },
  'Salesforce Messaging': {
    scrtUrl: 'https://scrt.example.com',
    organisationId: '00D000000000001',
    deployment: 'Web_Chat',
  },
};
const PARSERS = { 'Live Agent': parseLiveAgent, 'Salesforce Messaging': parseMessaging };

/** Every default that a schema names, by the path of its setting. */
function defaultsOf({ properties = {} }: SettingSchema, prefix = ''): Array<[string, unknown]> {
  return Object.entries(properties).flatMap(([name, schema]): Array<[string, unknown]> => {
    const own: Array<[string, unknown]> = schema.default === undefined ? [] : [[`${prefix}${name}`, schema.default]];
    return [...own, ...defaultsOf(schema, `${prefix}${name}.`)];
  });
}

function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, name) => new Map(Object.entries(inner ?? {})).get(name), value);
}

describe.each(Object.keys(LEAST) as Array<keyof typeof LEAST>)('the service %s', (name) => {
  const service = services.find((candidate) => candidate.name === name);
  if (!service) throw new Error(`there is no service ${name}`);
  const { settings: schema } = service;
  const least = LEAST[name];

  test('takes the least that it needs, and names what is missing', () => {
    expect([checkSchema(least, schema), service.problemsOf(least)]).toEqual([[], []]);
    const missing = checkSchema({}, schema).map(({ field }) => field);
    expect(missing.sort()).toEqual(Object.keys(least).sort());
  });

  test('names the defaults that its provider works with', () => {
    const { settings } = PARSERS[name](least);
    const defaults = defaultsOf(schema).filter(([path]) => path !== 'departments');
    expect(defaults.length).toBeGreaterThan(5);
    expect(defaults).toEqual(defaults.map(([path]) => [path, valueAt(settings, path)]));
  });

  test('describes every setting that its provider reads', () => {
    const { settings } = PARSERS[name](least);
    const described = Object.keys(schema.properties).filter((setting) => setting !== 'departments');
    expect(described.sort()).toEqual(Object.keys(settings ?? {}).sort());
  });

  test('takes its own defaults', () => {
    const defaults = Object.entries(schema.properties).filter(([setting]) => setting !== 'departments');
    const said = Object.fromEntries(
      defaults
        .filter(([, { default: value }]) => value !== undefined)
        .map(([setting, { default: value }]) => [setting, value]),
    );
    const all = { ...said, ...least };
    expect([checkSchema(all, schema), service.problemsOf(all)]).toEqual([[], []]);
  });
});
