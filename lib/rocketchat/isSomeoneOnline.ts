import type { ILivechatRead } from '@rocket.chat/apps-engine/definition/accessors';
import { hostCall } from './hostCall';

/** False when the host has nobody to give a room of the department to. What it does not tell counts as true. */
export async function isSomeoneOnline(reader: ILivechatRead, departmentId: string): Promise<boolean> {
  const answer: unknown = await hostCall('status read', reader.isOnlineAsync(departmentId));
  return answer !== false;
}
