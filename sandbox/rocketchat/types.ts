/** A reference to a user or visitor as it is embedded in other documents. */
export interface UserReference {
  _id: string;
  username?: string;
  name?: string;
}

/** A document of the `users` collection: a person, a bot, or the user of an app. */
export interface User {
  _id: string;
  username: string;
  name: string;
  type: 'user' | 'bot' | 'app';
  roles: string[];
  active: boolean;
  status: 'online' | 'away' | 'busy' | 'offline';
  statusConnection: 'online' | 'away' | 'busy' | 'offline';
  statusLivechat?: 'available' | 'not-available';
  livechatCount?: number;
  lastRoutingTime?: Date;
  livechat?: { maxNumberSimultaneousChat?: number };
  emails?: Array<{ address: string; verified: boolean }>;
  appId?: string;
  utcOffset: number;
  createdAt: Date;
  _updatedAt: Date;
}

/** A document of the visitors collection. */
export interface Visitor {
  _id: string;
  token: string;
  username: string;
  name?: string;
  status: string;
  ts: Date;
  department?: string;
  visitorEmails?: Array<{ address: string }>;
  phone?: Array<{ phoneNumber: string }>;
  livechatData?: Record<string, unknown>;
  lastChat?: { _id: string; ts: Date };
  activity?: string[];
  disabled?: boolean;
  externalIds?: unknown[];
  _updatedAt: Date;
}

/** The visitor as embedded in a room; `activity` holds the `YYYY-MM` periods already counted as active contact. */
export interface RoomVisitor {
  _id: string;
  token: string;
  username: string;
  name?: string;
  status?: string;
  activity?: string[];
  phone?: string;
  lastMessageTs?: Date;
}

/** An Omnichannel room. `open` is `true` or absent; closing unsets it. */
export interface LivechatRoom {
  _id: string;
  t: 'l';
  fname: string;
  v: RoomVisitor;
  ts: Date;
  msgs: number;
  usersCount: number;
  open?: boolean;
  onHold?: boolean;
  departmentId?: string;
  servedBy?: { _id: string; username: string; ts: Date };
  source: { type: string; id?: string; alias?: string; label?: string };
  waitingResponse?: boolean;
  responseBy?: { _id: string; username: string; firstResponseTs: Date; lastMessageTs: Date };
  lm?: Date;
  lastMessage?: Message;
  queuedAt?: Date;
  closedAt?: Date;
  closer?: 'user' | 'visitor';
  closedBy?: UserReference;
  closingMessage?: string;
  tags?: string[];
  metrics?: { chatDuration?: number; serviceTimeDuration?: number };
  customFields?: Record<string, unknown>;
  livechatData?: Record<string, unknown>;
  contactId?: string;
  _updatedAt: Date;
}

/** The place of a room in the queue; it exists exactly as long as the room is open. */
export interface Inquiry {
  _id: string;
  rid: string;
  t: 'l';
  name: string;
  message: string;
  ts: Date;
  status: 'ready' | 'queued' | 'taken';
  v: RoomVisitor;
  department?: string;
  queuedAt?: Date;
  takenAt?: Date;
  lockedAt?: Date;
  defaultAgent?: AgentReference;
  source: LivechatRoom['source'];
  _updatedAt: Date;
}

/** A room in which users write to each other directly. */
export interface DirectRoom {
  /** The ids of the members, in order and without anything in between. */
  _id: string;
  t: 'd';
  uids: string[];
  usernames: string[];
  usersCount: number;
  msgs: number;
  lm?: Date;
  lastMessage?: Message;
  ts: Date;
  _updatedAt: Date;
}

/** The membership of an agent in a room. */
export interface Subscription {
  _id: string;
  rid: string;
  t: 'l';
  name: string;
  fname: string;
  u: UserReference;
  v: RoomVisitor;
  department?: string;
  onHold?: boolean;
  open: boolean;
  alert: boolean;
  unread: number;
  ts: Date;
  _updatedAt: Date;
}

/** A file as a message names it. */
interface MessageFile {
  _id: string;
  name: string;
  type?: string;
  size?: number;
}

/** A message attachment as Rocket.Chat stores it; only file attachments are written by this sandbox itself. */
export interface MessageAttachment {
  [key: string]: unknown;
}

/** What a `livechat_transfer_history` message tells about the transfer. */
export interface TransferRecord {
  transferredBy: TransferredBy;
  ts: Date;
  scope: 'department' | 'agent' | 'queue';
  comment?: string;
  previousDepartment?: string;
  nextDepartment?: { _id: string; name: string };
  transferredTo?: UserReference;
}

/** A message. `t` marks a system message, `token` one that was written as the visitor. */
export interface Message {
  _id: string;
  rid: string;
  msg: string;
  ts: Date;
  u: UserReference;
  t?: string;
  token?: string;
  alias?: string;
  avatar?: string;
  emoji?: string;
  groupable?: boolean;
  file?: MessageFile;
  files?: MessageFile[];
  attachments?: MessageAttachment[];
  blocks?: unknown[];
  customFields?: Record<string, unknown>;
  tmid?: string;
  editedAt?: Date;
  editedBy?: UserReference;
  comment?: string;
  transcriptRequested?: boolean;
  transferData?: TransferRecord;
  _updatedAt: Date;
}

/** The metadata of an uploaded file; the bytes are kept apart from it. */
export interface Upload {
  _id: string;
  name: string;
  /** Length of the content in bytes. */
  size: number;
  type: string;
  extension: string;
  rid: string;
  userId?: string;
  visitorToken?: string;
  store: string;
  complete: boolean;
  progress: number;
  uploading: boolean;
  path: string;
  url: string;
  uploadedAt: Date;
  _updatedAt: Date;
}

/** An Omnichannel department. */
export interface Department {
  _id: string;
  name: string;
  description: string;
  email: string;
  enabled: boolean;
  archived?: boolean;
  showOnRegistration: boolean;
  showOnOfflineForm: boolean;
  numAgents: number;
  requestTagBeforeClosingChat: boolean;
  chatClosingTags?: string[];
  allowReceiveForwardOffline: boolean;
  fallbackForwardDepartment?: string;
  departmentsAllowedToForward?: string[];
  maxNumberSimultaneousChat?: number;
  offlineMessageChannelName?: string;
  _updatedAt: Date;
}

/** The membership of an agent in a department; `count` and `order` drive auto selection. */
export interface DepartmentAgent {
  _id: string;
  agentId: string;
  username: string;
  departmentId: string;
  departmentEnabled: boolean;
  count: number;
  order: number;
  _updatedAt: Date;
}

/** An agent as routing names him. */
export interface AgentReference {
  agentId: string;
  username: string;
}

/** An Omnichannel custom field definition; its `_id` is the key. */
export interface CustomField {
  _id: string;
  label: string;
  scope: 'room' | 'visitor';
  visibility: 'visible' | 'hidden';
  regexp?: string;
}

/** Value of a server setting. */
export type SettingValue = string | number | boolean;

/** One server setting. */
export interface Setting {
  _id: string;
  value: SettingValue;
  packageValue: SettingValue;
  hidden: boolean;
}

/** Who moves a room; `type` is the kind of actor, `user` for agents, bots and apps. */
export interface TransferredBy {
  _id: string;
  username?: string;
  name?: string;
  type?: 'user' | 'visitor' | 'agent';
  userType?: 'user' | 'visitor' | 'agent';
}

/** An association under which an app stores a record. */
export interface Association {
  model: string;
  id: string;
}

/** The `_id` of a record that was born by an upsert: an object, which no string look-up ever finds. */
export interface OpaqueId {
  readonly _bsontype: 'ObjectId';
  readonly hex: string;
}

/** One document of `apps_persistence`. */
export interface PersistedRecord {
  _id: string | OpaqueId;
  appId: string;
  associations?: Association[];
  data: object;
}

/** One document of the apps' scheduler: `normal` for a one-time job, `single` for the recurring job of a processor. */
export interface JobDocument {
  _id: string;
  name: string;
  type: 'normal' | 'single';
  data: Record<string, unknown>;
  nextRunAt: Date | null;
  lockedAt: Date | null;
  repeatInterval?: string | number;
  lastRunAt?: Date;
  lastFinishedAt?: Date;
  failedAt?: Date;
  failReason?: string;
  failCount?: number;
}
