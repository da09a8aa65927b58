import type { IUIActionButton } from '@rocket.chat/apps-engine/definition/ui';
import type { AxiosResponse } from 'axios';
import type { RegisteredCommand } from '../engine/bridges/Commands';
import type { Rest } from './Rest';

/** Where a block was used: in a view, or in a message. */
interface Container {
  type: 'view' | 'message';
  id: string;
}

/** What a user fills in: by the ids of blocks, and of the elements in them. */
type ViewState = Record<string, Record<string, unknown>>;

/** A view as a client sends it back. */
export interface SubmittedView {
  id: string;
  state?: ViewState;
}

let triggers = 0;

/** What apps offer in Rocket.Chat's own clients: commands, buttons and views, used as those clients do. */
export class AppTools {
  constructor(private readonly rest: Rest) {}

  async commands(): Promise<RegisteredCommand[]> {
    return (await this.rest.get<{ commands: RegisteredCommand[] }>('/api/v1/commands.list')).commands;
  }

  /** Writes `/command params` in a room. */
  async run(roomId: string, command: string, params = ''): Promise<void> {
    await this.rest.post('/api/v1/commands.run', { command, params, roomId, triggerId: newTrigger() });
  }

  buttons(): Promise<IUIActionButton[]> {
    return this.rest.get('/api/apps/actionButtons');
  }

  /** Presses a button of an app in the menu of a room. */
  press<T>(appId: string, { actionId, rid }: { actionId: string; rid: string }): Promise<T> {
    const payload = { context: 'roomAction' };
    return this.interact(appId, { type: 'actionButton', actionId, rid, payload });
  }

  /** Uses a block, such as a button in a view. */
  act<T>(
    appId: string,
    action: { actionId: string; blockId: string; value?: string; container: Container },
  ): Promise<T> {
    const { actionId, blockId, value, container } = action;
    return this.interact(appId, { type: 'blockAction', actionId, container, payload: { blockId, value } });
  }

  /** Submits a view. */
  submit<T>(appId: string, view: SubmittedView): Promise<T> {
    return this.interact(appId, { type: 'viewSubmit', payload: { view } });
  }

  /** Sends an interaction as it is, and answers whatever comes back. */
  send(appId: string, interaction: object): Promise<AxiosResponse> {
    return this.rest.send({ method: 'post', url: `/api/apps/ui.interaction/${appId}`, data: interaction });
  }

  private interact<T>(appId: string, interaction: object): Promise<T> {
    return this.rest.post(`/api/apps/ui.interaction/${appId}`, { ...interaction, triggerId: newTrigger() });
  }
}

function newTrigger(): string {
  triggers += 1;
  return `trigger-${triggers}`;
}
