import express, { type Express, type Router } from 'express';
import { type Clock, RealClock } from '../clock';
import { controlErrors } from '../contactCentre/controlHandlers';
import { Events } from '../contactCentre/Events';
import { LocalServer } from '../contactCentre/LocalServer';
import { SeededRandom } from '../contactCentre/SeededRandom';
import { AgentDesk } from './AgentDesk';
import { Chasitor } from './Chasitor';
import { chatControl } from './chatControl';
import type { ChatEvent, Context, Organization } from './context';
import type { ControlParts } from './control';
import { deskControl } from './deskControl';
import { Endings } from './Endings';
import { Files, UPLOAD_PATH } from './Files';
import { faultControl } from './faultControl';
import { createFaults } from './faults';
import { Gate } from './Gate';
import { LongPolls } from './LongPolls';
import { Mail } from './Mail';
import { type Agent, type Button, Roster } from './Roster';
import { Routing } from './Routing';
import { restRouter } from './restRouter';
import { Sessions } from './Sessions';
import { System } from './System';
import { changeSwitches, defaultSwitches, type Switches } from './switches';
import { uploadRouter } from './uploadRouter';
import { Visitor } from './Visitor';

/** How to start the simulator; every part has a default. */
export interface LiveAgentOptions {
  readonly port?: number;
  readonly clock?: Clock;
  /** The same seed gives the same ids, offsets and faults. */
  readonly seed?: number;
  readonly organization?: Organization;
  readonly agents?: readonly Agent[];
  readonly buttons?: readonly Button[];
  readonly switches?: Partial<Switches>;
}

/** A running simulator. */
export interface LiveAgent {
  /** The Chat API Endpoint, as an org's setup page shows it. */
  readonly url: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

const sampleOrganization: Organization = { id: '00DSANDBOX00001', deploymentIds: ['572SANDBOX00001'] };
const sampleAgents: Agent[] = [
  { id: '005SANDBOX00001', name: 'Ana', online: true, capacity: 5, skills: ['default'] },
  { id: '005SANDBOX00002', name: 'Ben', online: false, capacity: 5, skills: ['default'] },
];
const sampleButton: Button = {
  id: '573SANDBOX00001',
  name: 'Support',
  type: 'Standard',
  skills: ['default'],
  queueLimit: 10,
  language: 'en_US',
};

interface House extends ControlParts {
  readonly rest: Router;
  readonly upload: Router;
  readonly events: Events<ChatEvent>;
}

function createContext(options: LiveAgentOptions, events: Events<ChatEvent>): Context {
  const { seed = 1, clock = new RealClock(), organization = structuredClone(sampleOrganization) } = options;
  const switches: Switches = structuredClone(defaultSwitches);
  changeSwitches(switches, options.switches ?? {});
  const emit = events.emit.bind(events);
  return { clock, random: new SeededRandom(seed), switches, faults: createFaults(seed), organization, emit };
}

function build(options: LiveAgentOptions, origin: () => string): House {
  const events = new Events<ChatEvent>();
  const context = createContext(options, events);
  const roster = new Roster();
  for (const agent of options.agents ?? sampleAgents) {
    roster.agents.set(agent.id, agent);
  }
  for (const button of options.buttons ?? [sampleButton]) {
    roster.buttons.set(button.id, button);
  }
  const mail = new Mail(context);
  const endings = new Endings(context, mail, roster);
  const sessions = new Sessions(context, endings);
  const routing = new Routing(context, { mail, roster, endings });
  const desk = new AgentDesk(context, { mail, roster, routing, endings });
  const files = new Files(context, mail, origin);
  const visitor = new Visitor(context, roster);
  const gate = new Gate(context, sessions);
  const polls = new LongPolls(context, sessions);
  const chasitor = new Chasitor(context, { mail, routing, endings });
  const system = new System(context, { sessions, polls, roster });
  const routes = [...system.routes(), ...chasitor.routes(), ...visitor.routes()];
  const rest = restRouter(routes, { gate, sessions });
  const upload = uploadRouter({ files, gate, sessions });
  return { context, sessions, roster, routing, desk, files, visitor, rest, upload, events };
}

function createApp(house: House): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/chat/rest', house.rest);
  app.use(UPLOAD_PATH, house.upload);
  app.get(
    '/control/events',
    house.events.stream(({ chat }, query) => query.chat === undefined || query.chat === chat),
  );
  app.use('/control', express.json({ limit: '4mb' }), chatControl(house), deskControl(house), faultControl(house));
  app.use('/control', controlErrors);
  return app;
}

/** Starts a simulated server of the Live Agent REST API, with its control API beside it, on this machine only. */
export async function startLiveAgent(options: LiveAgentOptions = {}): Promise<LiveAgent> {
  let origin = '';
  const house = build(options, () => origin);
  const server = await LocalServer.listen(createApp(house), options.port ?? 0);
  origin = server.origin;
  return {
    url: `${origin}/chat/rest/`,
    controlUrl: `${origin}/control`,
    close: async () => {
      house.sessions.clear();
      await server.close();
    },
  };
}
