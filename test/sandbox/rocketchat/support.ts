import { ManualClock, settle } from '../../../sandbox/clock';
import type { DepartmentFields } from '../../../sandbox/rocketchat/Departments';
import type { ServerEvent } from '../../../sandbox/rocketchat/events';
import { Server } from '../../../sandbox/rocketchat/Server';
import type { Department, LivechatRoom, Message, User, Visitor } from '../../../sandbox/rocketchat/types';
import { Workspace, type WorkspaceOptions } from '../../../sandbox/rocketchat/Workspace';

/** A workspace with one server, a held clock, an app user, and everything the server told its apps. */
export class World {
  readonly clock = new ManualClock();
  readonly workspace: Workspace;
  readonly events: ServerEvent[] = [];
  readonly server: Server;
  readonly appUser: User;

  constructor(options: WorkspaceOptions = {}) {
    this.workspace = new Workspace(options);
    this.server = this.addServer(this.events);
    this.appUser = this.server.users.create({ username: 'handover.bot', type: 'app', appId: 'app-1' });
  }

  /** One more server instance of the same workspace; its events go to `events`. */
  addServer(events: ServerEvent[] = []): Server {
    return new Server(this.workspace, { clock: this.clock, emit: (event) => events.push(event) });
  }

  agent(username: string, kind: 'person' | 'bot' = 'person'): User {
    const person = { username, _id: username, roles: ['user'] };
    this.server.users.create(kind === 'bot' ? { ...person, type: 'bot', roles: ['bot'], status: 'offline' } : person);
    return this.server.agents.add(username);
  }

  department(name: string, agents: User[], fields: DepartmentFields = {}): Department {
    return this.server.departments.create({ ...fields, name, _id: name, agentIds: agents.map((agent) => agent._id) });
  }

  visitor(token: string, department?: string): Visitor {
    return this.server.visitors.registerGuest({ token, name: `name of ${token}`, department });
  }

  /** Opens a room for a new visitor, and reads it after routing. */
  async room(token: string, department?: string): Promise<LivechatRoom> {
    const { room } = await this.server.rooms.create({ visitor: this.visitor(token, department) });
    return this.reread(room);
  }

  reread(room: Pick<LivechatRoom, '_id'>): LivechatRoom {
    const found = this.server.rooms.get(room._id);
    if (!found) {
      throw new Error('the room is gone');
    }
    return found;
  }

  visitorOf(room: LivechatRoom): Visitor {
    const found = this.server.visitors.getByToken(room.v.token);
    if (!found) {
      throw new Error('the visitor is gone');
    }
    return found;
  }

  /** Forwards as the app does: with the given room, its visitor, and the app's user as the actor. */
  transfer(room: LivechatRoom, target: { departmentId?: string; userId?: string }): Promise<boolean> {
    return this.server.rooms.transfer({
      room,
      visitor: this.visitorOf(room),
      transferredBy: { _id: this.appUser._id, username: this.appUser.username, userType: 'user' },
      ...target,
    });
  }

  /** Message types of a room, oldest first; a command carries its text. */
  trail(room: Pick<LivechatRoom, '_id'>): string[] {
    return this.server.messages.list(room._id).map(label);
  }

  /** Events since the last call, once everything under way has settled. */
  async drainEvents(): Promise<ServerEvent[]> {
    await settle();
    return this.events.splice(0);
  }
}

/** A workspace where a bot serves the visitors of `Bots` and `anna` works in `Sales`. */
export function botAndSales(options: WorkspaceOptions = {}, sales: DepartmentFields = {}): World {
  const world = new World(options);
  world.department('Bots', [world.agent('robbie', 'bot')]);
  world.department('Sales', [world.agent('anna')], sales);
  return world;
}

/** Names an event; messages by their type. */
export function nameOf(event: ServerEvent): string {
  const name = event.interface.replace(/^IPost(Livechat)?/, '');
  return 'message' in event ? `${name} ${label(event.message)}` : name;
}

function label(message: Message): string {
  return message.t === 'command' ? `command/${message.msg}` : (message.t ?? message.msg);
}
