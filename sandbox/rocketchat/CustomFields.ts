import type { ServerContext } from './context';
import type { CustomField, LivechatRoom, Visitor } from './types';

/** One value of an Omnichannel custom field; with `overwrite` false a value that is there stays. */
export interface CustomFieldValue {
  token: string;
  key: string;
  value: string;
  overwrite: boolean;
}

/** Omnichannel custom fields, which live in `livechatData` of rooms or visitors. */
export class CustomFields {
  constructor(private readonly context: ServerContext) {}

  /** Defines a field; its `_id` is the key. */
  define(field: CustomField): void {
    const { customFields } = this.context.workspace;
    customFields.remove(field._id);
    customFields.insert(field);
  }

  /** Writes a value to all open rooms of the visitor or to the visitor; false when nothing was written. */
  set({ token, key, value, overwrite }: CustomFieldValue): boolean {
    const field = this.context.workspace.customFields.get(key);
    if (!field) {
      throw new Error('invalid-custom-field');
    }
    if (field.regexp && !new RegExp(field.regexp).test(value)) {
      throw new Error('error-invalid-custom-field-value');
    }
    const write = (document: LivechatRoom | Visitor): void => {
      document.livechatData = { ...document.livechatData, [key]: value };
    };
    const { rooms, visitors } = this.context.workspace;
    const free = (document: Readonly<LivechatRoom | Visitor>): boolean =>
      overwrite || document.livechatData?.[key] === undefined;
    const written =
      field.scope === 'room'
        ? rooms.updateAll((room) => room.v.token === token && room.open === true && free(room), write)
        : visitors.updateAll((visitor) => visitor.token === token && free(visitor), write);
    return written > 0;
  }
}
