import { AppInterface } from '@rocket.chat/apps-engine/definition/metadata';
import { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { UIKitIncomingInteraction } from '@rocket.chat/apps-engine/definition/uikit';
import type { AppManager } from '@rocket.chat/apps-engine/server/AppManager';
import type { Server } from '../rocketchat/Server';
import type { User } from '../rocketchat/types';
import type { Documents } from './converters/Documents';
import { messageToApp } from './converters/messages';
import { roomToApp } from './converters/rooms';
import { userToApp } from './converters/users';
import { parseParameters } from './parseParameters';

/** A slash command as a client sends it. */
export interface CommandCall {
  command: string;
  params: string;
  roomId: string;
  tmid?: string;
  /** Lets the app answer with a view; good for a few seconds, which clients alone keep an eye on. */
  triggerId?: string;
}

/** What an interaction is about, by ids, in a client's own words. */
interface Subject {
  user?: User;
  rid?: string;
  mid?: string;
}

/** What the users of one instance do with apps: commands, buttons, and blocks and views that apps have shown them. */
export class UserActions {
  constructor(
    private readonly manager: () => AppManager,
    private readonly server: () => Server,
    private readonly documents: Documents,
  ) {}

  /** Has the app execute its command, and waits for that; rejects with what the app threw. */
  async run({ command, params, roomId, tmid, triggerId }: CommandCall, user: User): Promise<void> {
    const context = new SlashCommandContext(
      Object.freeze(userToApp(user)),
      Object.freeze(this.room(roomId)) as never,
      Object.freeze(parseParameters(params)) as string[],
      tmid,
      triggerId,
    );
    await this.manager().getCommandManager().executeCommand(command, context);
  }

  /** Gives an interaction to the app it is for; answers what the app says to it. */
  interact(interaction: object, { user, rid, mid }: Subject): Promise<unknown> {
    const message = mid ? this.server().messages.get(mid) : undefined;
    const told = {
      ...interaction,
      user: user && userToApp(user),
      room: rid ? this.room(rid) : undefined,
      message: message && messageToApp(message, this.documents),
    } as unknown as UIKitIncomingInteraction;
    return this.manager()
      .getListenerManager()
      .executeListener(AppInterface.IUIKitInteractionHandler, told as never);
  }

  private room(roomId: string) {
    const room = this.server().rooms.get(roomId);
    return room && roomToApp(room, this.documents);
  }
}
