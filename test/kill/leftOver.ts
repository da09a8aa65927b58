import { APP_ID } from '../support/Scene';
import type { ContactCentre } from './ContactCentre';
import { BOT } from './KillScene';

interface ServedRoom {
  readonly _id: string;
  readonly servedBy?: { readonly username: string };
}

interface StoredRecord {
  readonly associations?: ReadonlyArray<{ readonly id: string }>;
  readonly data: object;
}

/** Where something can be left, at the contact centre or on the servers. */
interface Places {
  readonly centre: Pick<ContactCentre, 'ghosts'>;
  readonly client: {
    readonly livechat: { rooms(filter: { open: boolean; count: number }): Promise<readonly ServedRoom[]> };
    readonly control: {
      records(appId: string): Promise<readonly StoredRecord[]>;
      unimplemented(): Promise<readonly string[]>;
    };
  };
}

/** What is no conversation's: it stays for a while, or for good. */
const STAYING: ReadonlySet<string> = new Set([
  'handover-instance',
  'handover-provider',
  'handover-provider-revision',
  'handover-provider-mark',
  'handover-installer',
  'handover-link-key',
]);

/** What is there though every conversation is over, a sentence each; nothing when all is tidy. */
export async function leftOver({ centre, client }: Places): Promise<string[]> {
  const [ghosts, rooms, records, missing] = await Promise.all([
    centre.ghosts(),
    client.livechat.rooms({ open: true, count: 0 }),
    client.control.records(APP_ID),
    client.control.unimplemented(),
  ]);
  const stuck = rooms.filter(({ servedBy }) => servedBy?.username !== BOT);
  const kept = records.filter(({ associations = [] }) => !associations.some(({ id }) => STAYING.has(id)));
  return [
    ...ghosts,
    ...stuck.map(({ _id }) => `stuck room: ${_id}`),
    ...kept.map(({ data }) => `record left: ${JSON.stringify(data).slice(0, 200)}`),
    ...missing.map((method) => `not in the sandbox: ${method}`),
  ];
}
