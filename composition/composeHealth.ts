import type { HealthOutside } from '../endpoints/HealthEndpoint';
import type { Call } from '../endpoints/Outside';
import type { HealthDesk } from '../lib/checkHealth';
import { SETTINGS_PROVIDER } from '../lib/Routing';
import { isSomeoneOnline } from '../lib/rocketchat/isSomeoneOnline';
import { readApiKey } from '../settings/readConfig';
import { connect } from './composeConnections';
import { composeProviderOutside } from './composeProviders';
import { settingsOf } from './composeSettings';
import { composeBridgeProblems, type Instance } from './composeStaff';

/** What the endpoint `health` works with. */
export function composeHealth(instance: Instance): HealthOutside {
  return {
    apiKey: (read) => readApiKey(settingsOf(read)),
    desk: (call) => composeHealthDesk(call, instance),
  };
}

/** What the state of the app is told from. */
export function composeHealthDesk(call: Call, instance: Instance): HealthDesk {
  const { providers, lastTests, sessions, departments, services, settingsProvider } =
    composeProviderOutside(instance).desk(call);
  return {
    providers,
    lastTests,
    sessions,
    departments,
    services,
    settingsProvider,
    bridgeProblems: () => composeBridgeProblems(call.read),
    isSomeoneOnline: (departmentId) => isSomeoneOnline(call.read.getLivechatReader(), departmentId),
    lackingSettings: async () => {
      const choice = await connect(call, { providerId: SETTINGS_PROVIDER }, instance);
      return 'problems' in choice ? choice.problems : [];
    },
  };
}
