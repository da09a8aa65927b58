import type { IHttp, IModify, IPersistence, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { ISlashCommand, SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands';
import type { Call } from '../endpoints/Outside';
import type { CommandOutside } from './Outside';
import { handOver, type Order, SUB_COMMANDS } from './subCommands';
import { tell } from './tell';
import { toOperator } from './toOperator';
import { wordsOf } from './wordsOf';

/** `/handover [department]` and its sub-commands. Whoever gives it is answered, and nobody else. */
export class HandoverCommand implements ISlashCommand {
  public readonly command = 'handover';
  public readonly i18nParamsExample = 'handover_command_params';
  public readonly i18nDescription = 'handover_command_description';
  /** What agents and managers of Omnichannel have. The host only hides the command by it, and runs it for anybody. */
  public readonly permission = 'view-l-room';
  public readonly providesPreview = false;

  constructor(
    /** The engine puts the log of each call in its place. */
    private readonly app: IApp,
    private readonly outside: CommandOutside,
  ) {}

  public async executor(
    context: SlashCommandContext,
    read: IRead,
    modify: IModify,
    http: IHttp,
    persistence: IPersistence,
  ): Promise<void> {
    const call: Call = { read, modify, http, persistence, log: this.app.getLogger() };
    const user = context.getSender();
    const roomId = context.getRoom().id;
    const answer = await answerTo({
      call,
      desk: this.outside.desk(call),
      user,
      operator: toOperator(user),
      roomId,
      appId: this.app.getID(),
      texts: await this.outside.texts(call, user.settings?.preferences?.language),
      triggerId: context.getTriggerId(),
      words: context.getArguments(),
      testConnections: (wanted) => this.outside.testConnections(call, wanted),
    });
    if (answer !== undefined) await tell(call, { user, roomId }, answer);
  }
}

async function answerTo(order: Order): Promise<string | undefined> {
  const [first = '', ...rest] = order.words;
  const subCommand = new Map(Object.entries(SUB_COMMANDS)).get(first.toLowerCase());
  try {
    return await (subCommand ? subCommand({ ...order, words: rest }) : handOver(order));
  } catch (failure) {
    return wordsOf(failure, order.call.log);
  }
}
