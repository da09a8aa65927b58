import { dateNow, type ServerContext } from './context';
import { CodedError } from './errors';
import { randomId } from './ids';
import type { Visitor } from './types';

/** What a visitor tells about himself when he registers. */
export interface GuestRegistration {
  token: string;
  id?: string;
  name?: string;
  email?: string;
  phone?: string;
  username?: string;
  /** `_id` or name of a department. */
  department?: string;
  status?: string;
}

/** Changes to a visitor made in the user interface or over REST. */
export interface GuestChange {
  _id: string;
  name?: string;
  email?: string;
  phone?: string;
  livechatData?: Record<string, string>;
}

/** The people on the other side of the widget. Reads see enabled visitors only. */
export class Visitors {
  constructor(private readonly context: ServerContext) {}

  /** Creates the visitor, or updates the one with this token, else this e-mail address, else this id. */
  registerGuest(guest: GuestRegistration): Visitor {
    const department = this.resolveDepartment(guest.department);
    const known =
      this.getByToken(guest.token) ??
      (guest.email ? this.getByEmail(guest.email.trim().toLowerCase()) : undefined) ??
      (guest.id ? this.get(guest.id) : undefined);
    const visitor = known ?? this.insertEmpty(guest);
    return this.change(visitor._id, (document) => {
      assignContact(document, guest);
      if (department) {
        document.department = department;
      }
      document.status = guest.status ?? document.status;
    });
  }

  get(id: string): Visitor | undefined {
    const visitor = this.context.workspace.visitors.get(id);
    return visitor?.disabled ? undefined : visitor;
  }

  getByToken(token: string): Visitor | undefined {
    return this.find((visitor) => visitor.token === token)[0];
  }

  getByEmail(address: string): Visitor | undefined {
    return this.find((visitor) => visitor.visitorEmails?.some((email) => email.address === address) ?? false)[0];
  }

  getByPhone(phoneNumber: string): Visitor | undefined {
    return this.find((visitor) => visitor.phone?.some((phone) => phone.phoneNumber === phoneNumber) ?? false)[0];
  }

  /** Enabled visitors that the predicate accepts. */
  find(matches: (visitor: Readonly<Visitor>) => boolean): Visitor[] {
    return this.context.workspace.visitors.find((visitor) => !visitor.disabled && matches(visitor));
  }

  /** Saves a visitor as the user interface does; raises IPostLivechatGuestSaved. */
  save(guest: GuestChange): Visitor {
    const visitor = this.change(guest._id, (document) => {
      assignContact(document, guest);
      document.livechatData = { ...document.livechatData, ...guest.livechatData };
    });
    this.context.emit({ interface: 'IPostLivechatGuestSaved', visitor });
    return visitor;
  }

  /** Sets the department in which the visitor's next room starts. */
  setDepartment(token: string, departmentIdOrName: string): void {
    const department = this.resolveDepartment(departmentIdOrName);
    this.context.workspace.visitors.updateAll(
      (visitor) => visitor.token === token,
      (visitor) => {
        if (department) {
          visitor.department = department;
        }
      },
    );
  }

  /** Disables a visitor, as the removal of personal data does. */
  disable(id: string): void {
    this.change(id, (visitor) => {
      visitor.disabled = true;
    });
  }

  private resolveDepartment(idOrName: string | undefined): string | undefined {
    if (!idOrName) {
      return undefined;
    }
    const found = this.context.workspace.departments.findOne(
      (department) => department._id === idOrName || department.name === idOrName,
    );
    if (!found) {
      throw new CodedError('error-invalid-department', 'This department does not exist');
    }
    return found._id;
  }

  private insertEmpty(guest: GuestRegistration): Visitor {
    const { visitors } = this.context.workspace;
    const visitor: Visitor = {
      _id: guest.id ?? randomId(),
      token: guest.token,
      username: guest.username ?? `guest-${visitors.count(() => true) + 1}`,
      status: 'online',
      ts: dateNow(this.context),
      _updatedAt: dateNow(this.context),
    };
    visitors.insert(visitor);
    return visitor;
  }

  private change(id: string, change: (visitor: Visitor) => void): Visitor {
    const changed = this.context.workspace.visitors.update(id, (visitor) => {
      change(visitor);
      visitor._updatedAt = dateNow(this.context);
    });
    if (!changed) {
      throw new CodedError('error-invalid-visitor');
    }
    return changed;
  }
}

function assignContact(visitor: Visitor, contact: { name?: string; email?: string; phone?: string }): void {
  if (contact.name) {
    visitor.name = contact.name;
  }
  if (contact.email) {
    visitor.visitorEmails = [{ address: contact.email.trim().toLowerCase() }];
  }
  if (contact.phone) {
    visitor.phone = [{ phoneNumber: contact.phone }];
  }
}
