import { dateNow, type ServerContext } from './context';
import { CodedError } from './errors';
import { randomId } from './ids';
import type { Department, DepartmentAgent } from './types';

/** What an administrator can set on a department. */
export type DepartmentFields = Partial<Omit<Department, '_id' | 'numAgents' | '_updatedAt' | 'archived'>>;

/** A department to be created, with its agents' user ids. */
export interface NewDepartment extends DepartmentFields {
  name: string;
  _id?: string;
  agentIds?: string[];
}

/** Omnichannel departments and who works in them. */
export class Departments {
  constructor(private readonly context: ServerContext) {}

  /** Creates a department, enabled unless told otherwise. */
  create({ agentIds = [], ...fields }: NewDepartment): Department {
    const department: Department = {
      description: '',
      email: 'desk@example.com',
      enabled: true,
      showOnRegistration: true,
      showOnOfflineForm: true,
      requestTagBeforeClosingChat: false,
      allowReceiveForwardOffline: false,
      ...fields,
      _id: fields._id ?? randomId(),
      numAgents: 0,
      _updatedAt: dateNow(this.context),
    };
    if (!this.context.workspace.departments.insert(department)) {
      throw new Error(`department id ${department._id} is taken`);
    }
    for (const agentId of agentIds) {
      this.addAgent(department._id, agentId);
    }
    return this.get(department._id) ?? department;
  }

  get(id: string): Department | undefined {
    return this.context.workspace.departments.get(id);
  }

  /** By `_id` or exact name, disabled and archived ones included. */
  getByIdOrName(idOrName: string): Department | undefined {
    return this.context.workspace.departments.findOne(
      (department) => department._id === idOrName || department.name === idOrName,
    );
  }

  list(): Department[] {
    return this.context.workspace.departments.find();
  }

  /** Enabled departments with at least one agent, online or not. */
  listEnabledWithAgents(): Department[] {
    return this.context.workspace.departments.find((department) => department.enabled && department.numAgents > 0);
  }

  /** Changes a department. Disabling an enabled one raises IPostLivechatDepartmentDisabled. */
  update(id: string, fields: DepartmentFields): Department {
    const before = this.get(id);
    const department = this.change(id, (document) => Object.assign(document, fields));
    this.mirrorEnabled(department);
    if (before?.enabled && !department.enabled) {
      this.context.emit({ interface: 'IPostLivechatDepartmentDisabled', department });
    }
    return department;
  }

  /** Archives a department, which also disables it. */
  archive(id: string): Department {
    const department = this.change(id, (document) => {
      document.archived = true;
      document.enabled = false;
    });
    this.mirrorEnabled(department);
    return department;
  }

  /** Takes a department out of the archive; it stays disabled. */
  unarchive(id: string): Department {
    return this.change(id, (document) => {
      document.archived = false;
    });
  }

  /** Deletes a department; rooms keep pointing at it. */
  remove(id: string): void {
    const { departments, departmentAgents } = this.context.workspace;
    const department = departments.remove(id);
    if (!department) {
      throw new CodedError('error-department-not-found');
    }
    departmentAgents.removeAll((member) => member.departmentId === id);
    departments.updateAll(
      (other) => other.fallbackForwardDepartment === id,
      (other) => {
        delete other.fallbackForwardDepartment;
      },
    );
    this.context.emit({ interface: 'IPostLivechatDepartmentRemoved', department });
  }

  /** Lets an agent work in a department; auto selection prefers a low `order` among equally busy agents. */
  addAgent(departmentId: string, agentId: string, order = 0): DepartmentAgent {
    const { users, departmentAgents } = this.context.workspace;
    const user = users.get(agentId);
    const department = this.get(departmentId);
    if (!user || !department) {
      throw new CodedError(user ? 'error-department-not-found' : 'error-invalid-user');
    }
    const present = departmentAgents.inGroup(departmentId, (member) => member.agentId === agentId)[0];
    if (present) {
      return present;
    }
    const member: DepartmentAgent = {
      _id: randomId(),
      agentId,
      username: user.username,
      departmentId,
      departmentEnabled: department.enabled,
      count: 0,
      order,
      _updatedAt: dateNow(this.context),
    };
    departmentAgents.insert(member);
    this.recount(departmentId);
    return member;
  }

  removeAgent(departmentId: string, agentId: string): void {
    this.context.workspace.departmentAgents.removeAll(
      (member) => member.departmentId === departmentId && member.agentId === agentId,
    );
    this.recount(departmentId);
  }

  /** The memberships of a department. */
  agentsOf(departmentId: string): DepartmentAgent[] {
    return this.context.workspace.departmentAgents.inGroup(departmentId);
  }

  private change(id: string, change: (department: Department) => void): Department {
    const changed = this.context.workspace.departments.update(id, (department) => {
      change(department);
      department._updatedAt = dateNow(this.context);
    });
    if (!changed) {
      throw new CodedError('error-department-not-found');
    }
    return changed;
  }

  private recount(departmentId: string): void {
    this.change(departmentId, (department) => {
      department.numAgents = this.agentsOf(departmentId).length;
    });
  }

  private mirrorEnabled(department: Department): void {
    this.context.workspace.departmentAgents.updateAll(
      (member) => member.departmentId === department._id,
      (member) => {
        member.departmentEnabled = department.enabled;
      },
    );
  }
}
