/// <reference types="jest" />
import Ajv2020 from 'ajv/dist/2020';
import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import path from 'path';
import { PATHS, spellingsOf } from '../endpoints/handoverProviders/Routes';
import { services } from '../providers/index';
import { openapi } from '../scripts/openapi';
import { servicesDoc } from '../scripts/servicesDoc';
import { aProviderDesk } from './support/aProviderDesk';
import { ProviderApi } from './support/providerApi';

const root = path.resolve(__dirname, '..');
const file = path.join(root, 'docs', 'openapi.json');
const documented = JSON.parse(readFileSync(file, 'utf8'));
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

test('docs/openapi.json is what the code says', () => {
  expect(documented).toEqual(JSON.parse(JSON.stringify(openapi())));
});

test('docs/handover-services.md is what the service catalogue says', () => {
  expect(readFileSync(path.join(root, 'docs', 'handover-services.md'), 'utf8')).toBe(servicesDoc());
});

test('docs/openapi.json is OpenAPI', () => {
  const validator = path.dirname(require.resolve('@seriousme/openapi-schema-validator'));
  const cli = path.join(validator, 'bin', 'validate-api-cli.js');
  const { status, stdout } = spawnSync(process.execPath, [cli, file], { encoding: 'utf8' });
  expect([status, JSON.parse(stdout)]).toMatchObject([0, { valid: true }]);
});

test('the calls of the published contract are in it', () => {
  expect(documented.paths['/v2.0/handover/provider'].post).toBeDefined();
  expect(documented.paths['/v2.0/handover/provider/{providerId}'].get).toBeDefined();
  expect(documented.paths['/v2.0/handover/providers/{providerId}'].patch).toBeDefined();
});

test('each path has the methods that its endpoint offers, and no other', async () => {
  const api = new ProviderApi(aProviderDesk());
  for (const name of Object.keys(PATHS) as Array<keyof typeof PATHS>) {
    for (const spelling of spellingsOf(name)) {
      const template = `/${spelling.replace(/^new\//, '').replace(/:(\w+)/g, '{$1}')}`;
      const { headers } = await api.call('trace', spelling.replace(/:\w+/g, 'x'));
      const said = METHODS.filter((method) => documented.paths[template][method] !== undefined);
      expect((headers?.allow ?? '').toLowerCase().split(', ').sort()).toEqual(said.sort());
    }
  }
});

describe('the answers', () => {
  const ajv = new Ajv2020({ strict: false, formats: { int64: true, uuid: true, uri: true, 'uri-reference': true } });
  ajv.addSchema({ $id: 'api', ...documented });
  const problemsOf = (name: string, answer: unknown) => {
    const validate = ajv.getSchema(`api#/components/schemas/${name}`);
    if (!validate) throw new Error(`there is no schema ${name}`);
    validate(answer);
    return validate.errors ?? [];
  };

  test('are what their schemas say', async () => {
    const api = new ProviderApi(aProviderDesk());
    const content = { name: 'Hotline', service: 'Phone', settings: { number: '112' } };
    const { body: created } = await api.json('post', 'v2.0/handover/provider', { content });
    const provider = `v2.0/handover/providers/${created._id}`;
    const answers: Array<[string, unknown]> = [
      ['HandoverProvider', created],
      ['HandoverProvider', (await api.json('get', provider)).body],
      ['HandoverProvider', (await api.json('patch', provider, { headers: { accept: 'application/json' } })).body],
      ['HandoverProviderList', (await api.json('get', 'v2.0/handover/providers')).body],
      ['HandoverProviderTest', (await api.json('post', `${provider}/test`)).body],
      ['HandoverServiceList', (await api.json('get', 'v2.0/handover/services')).body],
      ['HandoverService', (await api.json('get', 'v2.0/handover/services/5e0000000000000000000001')).body],
      ['Problem', (await api.json('get', 'v2.0/handover/providers/x')).body],
      ['Problem', (await api.json('post', 'v2.0/handover/provider', { content: {} })).body],
    ];
    expect(answers.map(([name, answer]) => [name, problemsOf(name, answer)])).toEqual(
      answers.map(([name]) => [name, []]),
    );
  });

  test('would not pass for one another', () => {
    expect(problemsOf('Problem', { items: [] })).not.toEqual([]);
  });
});

describe('each service of the catalogue', () => {
  test.each(services.map((service) => [service.name, service] as const))(
    '%s has an id like no other',
    (_name, service) => {
      expect(service.id).toMatch(/^[0-9a-f]{24}$/);
      expect(
        services.filter(({ id, referenceId }) => id === service.id || referenceId === service.referenceId),
      ).toHaveLength(1);
    },
  );

  test.each(services.map((service) => [service.name, service] as const))(
    '%s describes every setting',
    (_name, { settings }) => {
      const undescribed = Object.entries(settings.properties).filter(
        ([, { title, description }]) => !title || !description,
      );
      expect([undescribed, settings.additionalProperties]).toEqual([[], false]);
    },
  );
});
