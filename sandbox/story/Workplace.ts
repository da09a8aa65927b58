import { SettingId } from '../../settings/SettingId';
import type { ConnectedApp, ContactCentre } from './ContactCentre';

const BRIDGE_AGENT = 'bridge';

/** The bot, the bridge agent and their departments, and the app that moves rooms between them. */
export class Workplace {
  private readonly served = new Map<string, string>();

  private constructor(
    private readonly app: ConnectedApp,
    /** Id of the bot's department. */
    readonly bots: string,
    private readonly bridgeAgent: string,
  ) {}

  /** A bot in `bots`, to which rooms return, and the bridge agent, who has no department yet. */
  static async open(app: ConnectedApp): Promise<Workplace> {
    const { livechat, apps } = app.client;
    const bot = await livechat.createAgent({ username: 'botty', name: 'Botty', bot: true });
    const bridge = await livechat.createAgent({ username: BRIDGE_AGENT, name: 'Agent', bot: true });
    const bots = await livechat.createDepartment({ name: 'bots' }, [bot._id]);
    await apps.changeSettings(app.id, {
      [SettingId.bridgeAgent]: BRIDGE_AGENT,
      [SettingId.returnDepartment]: 'bots',
    });
    return new Workplace(app, bots._id, bridge._id);
  }

  /** Has a contact centre serve its department, in which the bridge agent is alone; again, after another one did. */
  async serveBy(centre: ContactCentre): Promise<void> {
    const { department } = centre;
    if (![...this.served.values()].includes(department)) {
      const { _id } = await this.app.client.livechat.createDepartment({ name: department }, [this.bridgeAgent]);
      this.served.set(_id, department);
    }
    await centre.connect(this.app);
  }

  /** Name of a department; undefined for one that is none of these. */
  departmentName(id: string | undefined): string | undefined {
    return id === this.bots ? 'bots' : this.served.get(id ?? '');
  }
}
