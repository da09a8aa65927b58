import type { Call, Outside } from '../endpoints/Outside';
import { availabilityQuestion } from '../lib/availabilityQuestion';
import { systemClock } from '../lib/clock';
import { chooseLanguage } from '../lib/language';
import { OperatorDesk } from '../lib/OperatorDesk';
import { OPERATOR_WORDINGS } from '../lib/operatorWordings/index';
import type { Service } from '../lib/requestHandover';
import type { OperatorOutside } from '../operators/Outside';
import { serverLanguage } from './composeSettings';

/** What operators' tools work with: the same parts that `POST handover` is answered by. */
export function composeOperators(outside: Outside): OperatorOutside {
  return {
    wait: (ms) => systemClock.wait(ms),
    texts: async ({ read }, language) => OPERATOR_WORDINGS[chooseLanguage([language, await serverLanguage(read)])],
    desk: (call) => {
      const desk = outside.desk(call);
      return new OperatorDesk({
        desk,
        switchboard: outside.switchboard(call),
        inTransit: outside.inTransit,
        service: () => serviceOf(outside, call),
        provider: (carrier) => outside.provider(call, carrier),
        announceArrival: (arrival) => outside.announceArrival(call, arrival),
      });
    },
  };
}

async function serviceOf(outside: Outside, call: Call): Promise<Service> {
  const reading = outside.config(call.read);
  const servedDepartment = reading.then((config) => config.servedDepartment);
  const [config, routing] = await Promise.all([reading, outside.routing(call, servedDepartment)]);
  if (!config.checksAvailability) return { routing };
  const { clock } = outside.desk(call);
  const provider: Parameters<typeof availabilityQuestion>[0]['provider'] = (route) => outside.provider(call, route);
  const bridgeProblems = () => outside.bridgeProblems(call.read);
  return { routing, askAvailability: availabilityQuestion({ clock, provider, bridgeProblems }) };
}
