import { EnvironmentalVariableBridge } from '@rocket.chat/apps-engine/server/bridges/EnvironmentalVariableBridge';

const OPEN_NAMES = ['NODE_ENV', 'ROOT_URL', 'INSTANCE_IP'];

/** The environment of the server's process. */
export class Environment extends EnvironmentalVariableBridge {
  protected override async getValueByName(name: string, appId: string): Promise<string | undefined> {
    if (!(await this.isReadable(name, appId))) throw new Error(`The environmental variable "${name}" is not readable.`);
    return process.env[name];
  }

  protected override async isReadable(name: string, appId: string): Promise<boolean> {
    const own = `RC_APPS_${appId.toUpperCase().replace(/-/g, '_')}`;
    return OPEN_NAMES.includes(name.toUpperCase()) || name.toUpperCase().startsWith(own);
  }

  protected override async isSet(name: string, appId: string): Promise<boolean> {
    if (!(await this.isReadable(name, appId))) throw new Error(`The environmental variable "${name}" is not readable.`);
    return process.env[name] !== undefined;
  }
}
