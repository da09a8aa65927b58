import type { ILivechatRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IDepartment } from '@rocket.chat/apps-engine/definition/livechat';
import type { Department, Departments } from '../departments';
import { hostCall } from './hostCall';

/** The departments of the host, through the engine, which finds disabled and archived ones too. */
export class EngineDepartments implements Departments {
  constructor(private readonly reader: ILivechatRead) {}

  public async find(idOrName: string): Promise<Department | undefined> {
    const found = await hostCall('department read', this.reader.getLivechatDepartmentByIdOrName(idOrName));
    return found ? toDepartment(found) : undefined;
  }

  public async list(): Promise<Department[]> {
    const found = await hostCall('departments read', this.reader.getDepartmentsEnabledWithAgents());
    const departments = (found ?? []).map(toDepartment).filter(({ isEnabled }) => isEnabled);
    return departments.sort((a, b) => a.name.localeCompare(b.name));
  }
}

function toDepartment(department: IDepartment & { _unmappedProperties_?: { archived?: unknown } }): Department {
  return {
    id: department.id,
    name: department.name ?? department.id,
    isEnabled: department.enabled === true && department._unmappedProperties_?.archived !== true,
  };
}
