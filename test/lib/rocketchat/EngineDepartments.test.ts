/// <reference types="jest" />
import type { ILivechatRead } from '@rocket.chat/apps-engine/definition/accessors';
import { EngineDepartments } from '../../../lib/rocketchat/EngineDepartments';

function departmentsOver(department: unknown): EngineDepartments {
  const reader: Partial<Record<keyof ILivechatRead, unknown>> = {
    getLivechatDepartmentByIdOrName: async () => department,
  };
  return new EngineDepartments(reader as unknown as ILivechatRead);
}

test.each([
  ['is enabled', { enabled: true }, true],
  ['is disabled', { enabled: false }, false],
  ['is disabled when it is archived', { enabled: true, _unmappedProperties_: { archived: true } }, false],
])('a department %s', async (_name, change, isEnabled) => {
  const department = await departmentsOver({ id: 'd', name: 'Support', ...change }).find('d');
  expect(department).toEqual({ id: 'd', name: 'Support', isEnabled });
});

test('a department without a name goes by its id', async () => {
  expect(await departmentsOver({ id: 'd', enabled: true }).find('d')).toMatchObject({ name: 'd' });
});

test('a department that the host does not find does not exist', async () => {
  expect(await departmentsOver(null).find('d')).toBeUndefined();
});

test('the departments with agents are listed by their names, without those that are archived', async () => {
  const found = [
    { id: 'b', name: 'Support', enabled: true },
    { id: 'c', name: 'Old', enabled: true, _unmappedProperties_: { archived: true } },
    { id: 'a', name: 'Sales', enabled: true },
  ];
  const reader = { getDepartmentsEnabledWithAgents: async () => found } as unknown as ILivechatRead;
  expect((await new EngineDepartments(reader).list()).map(({ name }) => name)).toEqual(['Sales', 'Support']);
});

test('a host that lists no departments, as without its permission, has none', async () => {
  const reader = { getDepartmentsEnabledWithAgents: async () => null } as unknown as ILivechatRead;
  expect(await new EngineDepartments(reader).list()).toEqual([]);
});
