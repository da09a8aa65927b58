import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import type { Visitor } from '../../rocketchat/types';
import { defined, renamed, unmappedOf } from './mapping';

const NAMES = {
  id: '_id',
  username: 'username',
  name: 'name',
  department: 'department',
  updatedAt: '_updatedAt',
  token: 'token',
  phone: 'phone',
  visitorEmails: 'visitorEmails',
  status: 'status',
  activity: 'activity',
  livechatData: 'livechatData',
  externalIds: 'externalIds',
};

/** A visitor as apps see him. */
export function visitorToApp(visitor: Visitor): IVisitor {
  return renamed(visitor, NAMES) as unknown as IVisitor;
}

/** A visitor as an app passes him, in the shape of a document. */
export function visitorFromApp(visitor: IVisitor): Visitor {
  const document = {
    _id: visitor.id,
    username: visitor.username,
    name: visitor.name,
    token: visitor.token,
    phone: visitor.phone ?? undefined,
    visitorEmails: visitor.visitorEmails ?? undefined,
    department: visitor.department ?? undefined,
    livechatData: visitor.livechatData ?? undefined,
    status: visitor.status || 'online',
  };
  return { ...defined(document), ...unmappedOf(visitor) } as unknown as Visitor;
}
