import type { Clock } from '../clock';
import { Agents } from './Agents';
import { AppsPersistence } from './AppsPersistence';
import { CustomFields } from './CustomFields';
import type { ServerContext } from './context';
import { Departments } from './Departments';
import { DirectRooms } from './DirectRooms';
import type { ServerEvent } from './events';
import { Messages } from './Messages';
import { QueueWorker } from './QueueWorker';
import { Rooms } from './Rooms';
import { Scheduler } from './Scheduler';
import { Uploads } from './Uploads';
import { Users } from './Users';
import { Visitors } from './Visitors';
import type { Workspace } from './Workspace';

/** What a server instance needs from the outside. */
export interface ServerOptions {
  clock: Clock;
  /** Receives every event that this instance raises, on this instance only; never awaited. */
  emit: (event: ServerEvent) => void;
}

/**
 * The services of one server instance. Plain reads and single-document writes answer at once; everything that takes
 * several database statements is asynchronous and may interleave with the work of other callers and instances.
 */
export class Server {
  readonly users: Users;
  readonly agents: Agents;
  readonly departments: Departments;
  readonly visitors: Visitors;
  readonly rooms: Rooms;
  readonly directRooms: DirectRooms;
  readonly messages: Messages;
  readonly uploads: Uploads;
  readonly customFields: CustomFields;
  readonly queue: QueueWorker;
  readonly persistence: AppsPersistence;
  readonly scheduler: Scheduler;

  constructor(
    readonly workspace: Workspace,
    options: ServerOptions,
  ) {
    const context: ServerContext = { workspace, clock: options.clock, emit: options.emit };
    this.users = new Users(context);
    this.agents = new Agents(context);
    this.departments = new Departments(context);
    this.visitors = new Visitors(context);
    this.rooms = new Rooms(context);
    this.directRooms = new DirectRooms(context);
    this.messages = new Messages(context);
    this.uploads = new Uploads(context);
    this.customFields = new CustomFields(context);
    this.queue = new QueueWorker(context);
    this.persistence = new AppsPersistence(workspace);
    this.scheduler = new Scheduler(workspace, options.clock);
  }

  /** Starts the background work of the instance: the queue worker and the scheduler. */
  start(): void {
    this.queue.start();
    this.scheduler.start();
  }

  /** Shuts the instance down in good order. */
  stop(): void {
    this.queue.stop();
    this.scheduler.stop();
  }

  /** Ends the instance as a crash does: what it had locked stays locked. */
  crash(): void {
    this.queue.stop();
    this.scheduler.crash();
  }
}
