/// <reference types="jest" />
import { Routing } from '../../lib/Routing';

const served = (id: string, changes: object = {}) => ({
  given: id,
  id,
  name: `name of ${id}`,
  attributes: [],
  ...changes,
});
const sales = {
  id: 'p-1',
  revision: 3,
  departments: [served('sales', { target: 'vip', attributes: [['tier', 'gold']] })],
};
const night = { id: 'p-2', revision: 1, departments: [served('night')] };
const routing = new Routing([sales, night], 'support');

test.each([
  [{ id: 'sales' }, { providerId: 'p-1', providerRevision: 3, target: 'vip' }],
  [{ name: 'name of night' }, { providerId: 'p-2', providerRevision: 1 }],
  [{ id: 'a-new-one', name: 'name of night' }, undefined],
  [{ id: 'support' }, { providerId: 'settings' }],
  [{ id: 'x', name: 'support' }, { providerId: 'settings' }],
  [{ id: 'x', name: 'y' }, undefined],
  [{}, undefined],
])('rooms of the department %j go to %j', (department, route) => {
  expect(routing.of(department)).toEqual(route);
});

test('a provider that was set up goes before that of the settings', () => {
  expect(new Routing([sales], 'sales').of({ id: 'sales' })).toMatchObject({ providerId: 'p-1' });
});

test('what is different in a department is told of that one alone', () => {
  expect(routing.presetsOf('sales')).toEqual({ target: 'vip', attributes: [['tier', 'gold']] });
  expect([routing.presetsOf('night'), routing.presetsOf('support')]).toEqual([{ attributes: [] }, { attributes: [] }]);
});

test('the provider of the settings has a route where they name a department for it', () => {
  expect([routing.ofSettings(), new Routing([sales], undefined).ofSettings()]).toEqual([
    { providerId: 'settings' },
    undefined,
  ]);
});
