import type { SandboxClient } from '../../sandbox/client';
import { APP_ID } from './Scene';

/** A handover provider as the API takes it. */
export interface NewProvider {
  readonly name: string;
  readonly service: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Sets a handover provider up over the API, as an administrator; answers the path that its webhook has on every server. */
export async function addProvider({ apps }: SandboxClient, data: NewProvider): Promise<string> {
  const call = { method: 'post', url: 'v2.0/handover/provider', data } as const;
  const answer = await apps.request<{ _id: string }>(APP_ID, call);
  if (answer.status !== 201) throw new Error(`The provider was not created: ${JSON.stringify(answer.data)}`);
  return `/api/apps/public/${APP_ID}/webhooks/${answer.data._id}`;
}
