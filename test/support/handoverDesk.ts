import type { SandboxClient } from '../../sandbox/client';
import type { Json } from '../../sandbox/clients/Livechat';
import type { Department, LivechatRoom, User, Visitor } from '../../sandbox/rocketchat/types';

/** Two departments, a bot in the one and a human in the other, and a visitor who talks to the bot. */
export interface Desk {
  bot: Json<User>;
  human: Json<User>;
  bots: Json<Department>;
  humans: Json<Department>;
  visitor: Json<Visitor>;
  room: Json<LivechatRoom>;
}

/** Sets up a desk whose names carry the suffix. */
export async function createDesk(admin: SandboxClient, suffix: string): Promise<Desk> {
  const { livechat } = admin;
  const bot = await livechat.createAgent({ username: `bot-${suffix}`, bot: true });
  const human = await livechat.createAgent({ username: `human-${suffix}` });
  const bots = await livechat.createDepartment({ name: `bots-${suffix}` }, [bot._id]);
  const humans = await livechat.createDepartment({ name: `humans-${suffix}` }, [human._id]);
  const visitor = await livechat.registerVisitor({ department: bots._id });
  const room = await livechat.openRoom(visitor.token);
  return { bot, human, bots, humans, visitor, room };
}
