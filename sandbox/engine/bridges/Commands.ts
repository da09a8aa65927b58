import type { ISlashCommand } from '@rocket.chat/apps-engine/definition/slashcommands';
import { CommandBridge } from '@rocket.chat/apps-engine/server/bridges/CommandBridge';

/** A slash command of an app, as clients get to see it. */
export interface RegisteredCommand {
  appId: string;
  command: string;
  /** Key of the text that shows what may follow. */
  params: string;
  /** Key of the text that says what it does. */
  description: string;
  /** Clients hide the command from whoever lacks it; nobody else asks for it. */
  permission?: string | string[];
  providesPreview: boolean;
}

/** Slash commands of apps on one instance. */
export class Commands extends CommandBridge {
  private readonly commands = new Map<string, RegisteredCommand>();
  private readonly disabled = new Map<string, RegisteredCommand>();

  /** What can be run. */
  list(): RegisteredCommand[] {
    return [...this.commands.values()];
  }

  /** A command that can be run, by its name in any case. */
  get(command: string): RegisteredCommand | undefined {
    return this.commands.get(command.toLowerCase());
  }

  protected override async doesCommandExist(command: string): Promise<boolean> {
    const name = command.toLowerCase();
    return this.commands.has(name) || this.disabled.has(name);
  }

  protected override async enableCommand(command: string): Promise<void> {
    const name = command.toLowerCase();
    const found = this.disabled.get(name);
    if (found === undefined) throw new Error(`The command is not currently disabled: "${name}"`);
    this.disabled.delete(name);
    this.commands.set(name, found);
  }

  protected override async disableCommand(command: string): Promise<void> {
    const name = command.toLowerCase();
    if (this.disabled.has(name)) return;
    const found = this.commands.get(name);
    if (found === undefined) throw new Error(`Command does not exist in the system currently: "${name}"`);
    this.commands.delete(name);
    this.disabled.set(name, found);
  }

  protected override async modifyCommand(command: ISlashCommand): Promise<void> {
    const name = command.command.toLowerCase();
    const found = this.commands.get(name);
    if (found === undefined) {
      throw new Error(`Command does not exist in the system currently (or it is disabled): "${name}"`);
    }
    found.params = command.i18nParamsExample || found.params;
    found.description = command.i18nDescription || found.params;
    found.providesPreview = command.providesPreview;
  }

  protected override async registerCommand(command: ISlashCommand, appId: string): Promise<void> {
    const name = command.command.toLowerCase();
    this.commands.set(name, {
      appId,
      command: name,
      params: keyOfApp(command.i18nParamsExample, appId),
      description: keyOfApp(command.i18nDescription, appId),
      ...(command.permission && { permission: command.permission }),
      providesPreview: command.providesPreview,
    });
  }

  protected override async unregisterCommand(command: string): Promise<void> {
    this.disabled.delete(command.toLowerCase());
    this.commands.delete(command.toLowerCase());
  }
}

/** The key that clients know a text of an app by. */
function keyOfApp(key: string, appId: string): string {
  return `app-${appId}.${key}`;
}
