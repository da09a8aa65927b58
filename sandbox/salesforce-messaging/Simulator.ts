import express, { type Express, type Router } from 'express';
import { type Clock, RealClock } from '../clock';
import { controlErrors } from '../contactCentre/controlHandlers';
import { Events } from '../contactCentre/Events';
import { LocalServer } from '../contactCentre/LocalServer';
import { SeededRandom } from '../contactCentre/SeededRandom';
import { AgentConsole } from './AgentConsole';
import { AgentDesk } from './AgentDesk';
import { Attachments } from './Attachments';
import { apiRouter } from './apiRouter';
import { authorizationRoutes } from './authorizationRoutes';
import type { ControlParts } from './ControlParts';
import { Conversations } from './Conversations';
import type { Context, ConversationEvent } from './context';
import { conversationControl } from './conversationControl';
import { conversationRoutes } from './conversationRoutes';
import { Endings } from './Endings';
import { EventRouter } from './EventRouter';
import { embeddedRoutes } from './embeddedRoutes';
import { createFaults } from './faults';
import { Gate } from './Gate';
import { Journal } from './Journal';
import { messageRoutes } from './messageRoutes';
import { Offers } from './Offers';
import { createDeployment, type DeploymentSettings, type Keyset, Organization } from './Organization';
import { organizationControl } from './organizationControl';
import { RequestLog } from './RequestLog';
import { type Agent, type Queue, Roster } from './Roster';
import { Routing } from './Routing';
import { sampleAgents, sampleDeployments, sampleOrganizationId, sampleQueues } from './sample';
import { serverControl } from './serverControl';
import { streamRoute } from './streamRoute';
import { changeSwitches, defaultSwitches, type Switches } from './switches';
import { Tokens } from './Tokens';
import { Visitor } from './Visitor';
import { workforceControl } from './workforceControl';

/** How to start the simulator; every part has a default. */
export interface MessagingOptions {
  readonly port?: number;
  readonly clock?: Clock;
  /** The same seed gives the same ids and faults. */
  readonly seed?: number;
  /** 15 characters. */
  readonly organizationId?: string;
  readonly deployments?: Readonly<Record<string, DeploymentSettings>>;
  readonly keysets?: readonly Keyset[];
  readonly agents?: readonly Agent[];
  readonly queues?: readonly Queue[];
  readonly switches?: Partial<Switches>;
}

/** A running simulator. */
export interface Messaging {
  /** The SCRT2 URL, as an org's setup page shows it. */
  readonly url: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

interface House extends ControlParts {
  readonly api: Router;
  readonly events: Events<ConversationEvent>;
}

function createOrganization(options: MessagingOptions, random: SeededRandom): Organization {
  const organization = new Organization(options.organizationId ?? sampleOrganizationId);
  for (const [name, settings] of Object.entries(options.deployments ?? sampleDeployments)) {
    organization.deployments.set(name, createDeployment(name, settings, random));
  }
  for (const keyset of options.keysets ?? []) {
    organization.keysets.set(keyset.name, keyset);
  }
  return organization;
}

function createContext(options: MessagingOptions, events: Events<ConversationEvent>, origin: () => string): Context {
  const { seed = 1, clock = new RealClock() } = options;
  const switches: Switches = structuredClone(defaultSwitches);
  changeSwitches(switches, options.switches ?? {});
  const random = new SeededRandom(seed);
  const organization = createOrganization(options, random);
  const emit = events.emit.bind(events);
  return { clock, random, switches, faults: createFaults(seed), organization, origin, emit };
}

function createRoster({ agents = sampleAgents, queues = sampleQueues }: MessagingOptions): Roster {
  const roster = new Roster();
  for (const agent of agents) {
    roster.agents.set(agent.id, agent);
  }
  for (const queue of queues) {
    roster.queues.set(queue.id, queue);
  }
  return roster;
}

function build(options: MessagingOptions, origin: () => string): House {
  const events = new Events<ConversationEvent>();
  const context = createContext(options, events, origin);
  const roster = createRoster(options);
  const tokens = new Tokens(context);
  const router = new EventRouter(context);
  const attachments = new Attachments(context);
  const log = new RequestLog(context);
  const console = new AgentConsole(context);
  const journal = new Journal(context, router);
  const endings = new Endings(context, { journal, roster, console });
  const offers = new Offers(context, { journal, roster, console, endings });
  const routing = new Routing(context, { journal, roster, console, offers });
  const conversations = new Conversations(context, { routing, endings });
  const visitor = new Visitor(context, { conversations, attachments, routing, offers, endings, journal, console });
  const desk = new AgentDesk(context, { journal, roster, console, routing, offers, endings, attachments });
  const routes = [
    ...authorizationRoutes({ context, tokens, router }),
    streamRoute({ context, tokens, router }),
    ...conversationRoutes({ context, tokens, conversations, endings }),
    ...messageRoutes({ context, tokens, visitor }),
    ...embeddedRoutes({ context, attachments }),
  ];
  const api = apiRouter(routes, { context, gate: new Gate(context, tokens), tokens, log });
  return { context, conversations, roster, offers, desk, tokens, router, attachments, log, api, events };
}

function createApp(house: House): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get(
    '/control/events',
    house.events.stream(
      ({ conversation }, { conversation: wanted }) => wanted === undefined || wanted === conversation,
    ),
  );
  app.use('/control', express.json({ limit: '16mb' }));
  app.use('/control', conversationControl(house), workforceControl(house), organizationControl(house));
  app.use('/control', serverControl(house), controlErrors);
  app.use(house.api);
  return app;
}

/** Starts a simulated server of Enhanced Chat, with its control API beside it, on this machine only. */
export async function startMessaging(options: MessagingOptions = {}): Promise<Messaging> {
  let origin = '';
  const house = build(options, () => origin);
  const server = await LocalServer.listen(createApp(house), options.port ?? 0);
  origin = server.origin;
  return {
    url: origin,
    controlUrl: `${origin}/control`,
    close: async () => {
      house.router.clear();
      house.conversations.clear();
      await server.close();
    },
  };
}
