import { isDeepStrictEqual } from 'node:util';
import type { Stage, StoryChat } from './StorySet';
import { say } from './say';

/** Calls `POST handover` as a bot does, and tells the answer; throws when it is another one. */
export async function expectAnswer(
  { app, centre }: Stage,
  { rid }: StoryChat,
  expected: [status: number, body: object],
): Promise<void> {
  const body = { roomId: rid, targetDepartmentName: centre.department };
  const { status, data } = await app.client.apps.request(app.id, { method: 'post', url: 'handover', data: body });
  say.answer(status, data);
  if (!isDeepStrictEqual([status, data], expected)) throw new Error(`expected ${JSON.stringify(expected)}`);
}

/** The same call for a command line. */
export function curlOf({ app, centre }: Stage, { rid }: StoryChat): string {
  const body = `{ "roomId": "${rid}", "targetDepartmentName": "${centre.department}" }`;
  return `curl -H "Content-type:application/json" \\\n${endpointOf({ app, centre })} \\\n-d '${body}'`;
}

/** Where the handover endpoint is called. */
function endpointOf({ app }: Stage): string {
  return `${app.url}/api/apps/public/${app.id}/handover`;
}
