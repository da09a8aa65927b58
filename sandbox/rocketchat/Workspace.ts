import { Collection } from './Collection';
import { defaultSettings } from './defaultSettings';
import type {
  CustomField,
  Department,
  DepartmentAgent,
  DirectRoom,
  Inquiry,
  JobDocument,
  LivechatRoom,
  Message,
  PersistedRecord,
  Setting,
  SettingValue,
  Subscription,
  Upload,
  User,
  Visitor,
} from './types';

/** The edition of the simulated server. */
export interface Edition {
  /** Whether the build contains the Enterprise code at all. */
  enterpriseBuild: boolean;
  /** Whether a licence with Omnichannel Enterprise is active. */
  licensed: boolean;
  /** Whether the licence's monthly active contacts are used up. */
  macLimitReached: boolean;
}

/** How a workspace starts; whatever is left out takes Rocket.Chat's default. */
export interface WorkspaceOptions {
  settings?: Record<string, SettingValue>;
  edition?: Partial<Edition>;
}

/** The one database that all server instances of a workspace share. */
export class Workspace {
  readonly users = new Collection<User>();
  readonly visitors = new Collection<Visitor>();
  readonly departments = new Collection<Department>();
  readonly departmentAgents = new Collection<DepartmentAgent>((member) => member.departmentId);
  readonly rooms = new Collection<LivechatRoom>((room) => room.v.token);
  readonly directRooms = new Collection<DirectRoom>();
  readonly inquiries = new Collection<Inquiry>((inquiry) => inquiry.rid);
  readonly subscriptions = new Collection<Subscription>((subscription) => subscription.rid);
  readonly messages = new Collection<Message>((message) => message.rid);
  readonly uploads = new Collection<Upload>((upload) => upload.rid);
  readonly uploadContents = new Map<string, Buffer>();
  readonly customFields = new Collection<CustomField>();
  readonly settings = new Collection<Setting>();
  readonly jobs = new Collection<JobDocument>((job) => job.name);
  /** Records of `apps_persistence` in order of insertion; only {@link AppsPersistence} touches them. */
  readonly persisted: PersistedRecord[] = [];
  readonly edition: Edition;

  constructor(options: WorkspaceOptions = {}) {
    this.edition = { enterpriseBuild: true, licensed: true, macLimitReached: false, ...options.edition };
    for (const setting of defaultSettings()) {
      this.settings.insert(setting);
    }
    for (const [id, value] of Object.entries(options.settings ?? {})) {
      this.changeSetting(id, value);
    }
  }

  /** Value of a server setting; undefined when there is no such setting. */
  setting(id: string): SettingValue | undefined {
    return this.settings.get(id)?.value;
  }

  /** A setting as a switch. */
  flag(id: string): boolean {
    return this.setting(id) === true;
  }

  /** A setting as a number; 0 when it is not one. */
  quantity(id: string): number {
    return Number(this.setting(id)) || 0;
  }

  /** Whether new conversations wait in a queue; Enterprise, so never without a licence. */
  get waitingQueue(): boolean {
    return this.edition.licensed && this.flag('Livechat_waiting_queue');
  }

  /** Whether the routing method gives rooms to agents by itself. */
  get autoAssigns(): boolean {
    return this.setting('Livechat_Routing_Method') !== 'Manual_Selection';
  }

  /** Sets a server setting, creating it when it is not one of the defaults. */
  changeSetting(id: string, value: SettingValue): void {
    const known = this.settings.update(id, (setting) => {
      setting.value = value;
    });
    if (!known) {
      this.settings.insert({ _id: id, value, packageValue: value, hidden: false });
    }
  }
}
