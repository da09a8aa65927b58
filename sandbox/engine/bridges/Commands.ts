import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands';
import { CommandBridge } from '@rocket.chat/apps-engine/server/bridges/CommandBridge';

/** A slash command of an app. */
export interface RegisteredCommand {
  appId: string;
  command: string;
  description: string;
  enabled: boolean;
}

/** Slash commands of apps on one instance. */
export class Commands extends CommandBridge {
  private readonly commands = new Map<string, RegisteredCommand>();

  /** What apps have registered. */
  list(): RegisteredCommand[] {
    return [...this.commands.values()];
  }

  protected override async doesCommandExist(command: string): Promise<boolean> {
    return this.commands.has(command.toLowerCase());
  }

  protected override async enableCommand(command: string): Promise<void> {
    this.found(command).enabled = true;
  }

  protected override async disableCommand(command: string): Promise<void> {
    this.found(command).enabled = false;
  }

  protected override async modifyCommand(command: ISlashCommand): Promise<void> {
    this.found(command.command).description = command.i18nDescription;
  }

  protected override async registerCommand(command: ISlashCommand, appId: string): Promise<void> {
    const name = command.command.toLowerCase();
    this.commands.set(name, { appId, command: name, description: command.i18nDescription, enabled: true });
  }

  protected override async unregisterCommand(command: string): Promise<void> {
    this.commands.delete(command.toLowerCase());
  }

  private found(command: string): RegisteredCommand {
    const found = this.commands.get(command.toLowerCase());
    if (found === undefined) throw new Error(`Command does not exist in the system currently: "${command}"`);
    return found;
  }
}
