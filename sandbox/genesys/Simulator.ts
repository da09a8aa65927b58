import express, { type Express, type Router } from 'express';
import { type Clock, RealClock } from '../clock';
import { controlErrors } from '../contactCentre/controlHandlers';
import { LocalServer } from '../contactCentre/LocalServer';
import { SeededRandom } from '../contactCentre/SeededRandom';
import { AgentDesk } from './AgentDesk';
import { apiRouter } from './apiRouter';
import { Conversations } from './Conversations';
import type { Context } from './context';
import type { ControlParts } from './control';
import { conversationControl } from './conversationControl';
import { conversationRoutes } from './conversationRoutes';
import { deskControl } from './deskControl';
import { Endings } from './Endings';
import { faultControl } from './faultControl';
import { createFaults } from './faults';
import { Gate } from './Gate';
import { Inbound } from './Inbound';
import { Integrations } from './Integrations';
import { inboundRoutes } from './inboundRoutes';
import { integrationRoutes } from './integrationRoutes';
import { DOWNLOADS_PATH, Media } from './Media';
import { Outbox } from './Outbox';
import { oauthRouter } from './oauthRouter';
import { observationRoutes } from './observationRoutes';
import { Participants } from './Participants';
import { queueRoutes } from './queueRoutes';
import { RateLimit } from './RateLimit';
import { Roster } from './Roster';
import { Routing } from './Routing';
import { sampleAgents, sampleClient, sampleIntegration, sampleIntegrationId, sampleQueue } from './samples';
import { changeSwitches, defaultSwitches, type Switches } from './switches';
import { Tokens } from './Tokens';
import { Triggers } from './Triggers';
import { Webhooks } from './Webhooks';

/** How to start the simulator; every part has a default. */
export interface GenesysOptions {
  readonly port?: number;
  readonly clock?: Clock;
  /** The same seed gives the same ids and faults. */
  readonly seed?: number;
  readonly switches?: Partial<Switches>;
}

/** A running simulator. */
export interface Genesys {
  /** Login host and API host at once: `/oauth/token` and `/api/v2` are below it. No slash at the end. */
  readonly url: string;
  readonly controlUrl: string;
  close(): Promise<void>;
}

interface House extends ControlParts {
  readonly oauth: Router;
  readonly api: Router;
}

function createContext({ seed = 1, clock = new RealClock(), switches }: GenesysOptions, origin: () => string): Context {
  const current: Switches = { ...defaultSwitches };
  changeSwitches(current, switches ?? {});
  return { clock, random: new SeededRandom(seed), switches: current, faults: createFaults(seed), origin };
}

function furnish({ tokens, roster, integrations }: Pick<House, 'tokens' | 'roster' | 'integrations'>): void {
  tokens.clients.set(sampleClient.id, sampleClient);
  roster.queues.set(sampleQueue.id, sampleQueue);
  for (const agent of sampleAgents) {
    roster.agents.set(agent.id, agent);
  }
  integrations.create(sampleIntegration, sampleClient.id, sampleIntegrationId);
}

function build(context: Context): House {
  const roster = new Roster();
  const tokens = new Tokens(context);
  const rateLimit = new RateLimit(context);
  const integrations = new Integrations(context);
  const conversations = new Conversations(context);
  const media = new Media(context);
  const webhooks = new Webhooks(context);
  const participants = new Participants(context, roster);
  const triggers = new Triggers(context, participants);
  const routing = new Routing(context, { roster, participants });
  const endings = new Endings(context, { participants, routing });
  const outbox = new Outbox(context, { integrations, webhooks });
  const inbound = new Inbound(context, { integrations, conversations, participants, routing, media, outbox });
  const desk = new AgentDesk(context, { participants, routing, endings, outbox, media });
  const gate = new Gate(context, tokens);
  const routes = [
    ...integrationRoutes(integrations),
    ...inboundRoutes(inbound),
    ...conversationRoutes({ conversations, participants, routing, endings }),
    ...queueRoutes({ context, roster, conversations }),
    ...observationRoutes(roster),
  ];
  furnish({ tokens, roster, integrations });
  const api = apiRouter(routes, { gate, tokens, rateLimit });
  const oauth = oauthRouter({ gate, tokens });
  const initialSwitches = { ...context.switches };
  const stores = { tokens, rateLimit, integrations, conversations, roster, media, webhooks, triggers };
  return { context, initialSwitches, ...stores, routing, desk, api, oauth };
}

function downloads(media: Media): express.RequestHandler {
  return (request, response) => {
    const file = media.find(request.params.key ?? '');
    if (!file?.content) {
      response.status(404).json({ message: 'The requested resource was not found.', code: 'not.found', status: 404 });
      return;
    }
    response.attachment(file.filename).type(file.mime).send(file.content);
  };
}

function createApp(house: House): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/oauth', house.oauth);
  app.get(`${DOWNLOADS_PATH}/:key`, downloads(house.media));
  app.use('/api/v2', house.api);
  app.use('/control', express.json({ limit: '64mb' }));
  app.use('/control', conversationControl(house), deskControl(house), faultControl(house), controlErrors);
  return app;
}

/** Starts a simulated Genesys Cloud with Open Messaging, and its control API beside it, on this machine only. */
export async function startGenesys(options: GenesysOptions = {}): Promise<Genesys> {
  let origin = '';
  const house = build(createContext(options, () => origin));
  const server = await LocalServer.listen(createApp(house), options.port ?? 0);
  origin = server.origin;
  return {
    url: origin,
    controlUrl: `${origin}/control`,
    close: async () => {
      house.conversations.clear();
      house.webhooks.clear();
      house.triggers.clear();
      house.media.clear();
      await server.close();
    },
  };
}
