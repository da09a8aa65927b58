import * as Engine from '@rocket.chat/apps-engine/server/bridges';
import { ExperimentalBridge } from '@rocket.chat/apps-engine/server/bridges/ExperimentalBridge';
import type { IInternalBridge } from '@rocket.chat/apps-engine/server/bridges/IInternalBridge';
import type { IInternalFederationBridge } from '@rocket.chat/apps-engine/server/bridges/IInternalFederationBridge';
import { OAuthAppsBridge } from '@rocket.chat/apps-engine/server/bridges/OAuthAppsBridge';
import { OutboundMessageBridge } from '@rocket.chat/apps-engine/server/bridges/OutboundMessagesBridge';
import { RoleBridge } from '@rocket.chat/apps-engine/server/bridges/RoleBridge';
import { ThreadBridge } from '@rocket.chat/apps-engine/server/bridges/ThreadBridge';
import type { Server } from '../../rocketchat/Server';
import type { Documents } from '../converters/Documents';
import { Commands } from './Commands';
import type { EndpointMount } from './Endpoints';
import { Endpoints } from './Endpoints';
import { Environment } from './Environment';
import { HttpCalls } from './Http';
import { Internals } from './Internals';
import { Jobs } from './Jobs';
import { Livechat } from './Livechat';
import { Messages } from './Messages';
import type { BridgeSite } from './makeBridge';
import { makeBridge } from './makeBridge';
import type { ClusterNotifier } from './Notices';
import { AppActivation, AppDetails, Interactions } from './Notices';
import { People } from './People';
import { PersistentRecords } from './Persistence';
import { Rooms } from './Rooms';
import type { HiddenSettings } from './Settings';
import { Settings } from './Settings';
import { Uploads } from './Uploads';

/** What the bridges of one instance lead to. */
export interface BridgeTargets extends BridgeSite {
  server: Server;
  documents: Documents;
  endpoints: EndpointMount;
  notifier: ClusterNotifier;
  keys: IInternalFederationBridge;
  hiddenSettings: HiddenSettings;
  appName: (appId: string) => string | undefined;
}

/** The bridges of one instance, and its registry of slash commands. */
export interface InstanceBridges {
  bridges: Engine.AppBridges;
  commands: Commands;
}

/** Builds every bridge the engine asks for. */
export function createBridges(targets: BridgeTargets): InstanceBridges {
  const commands = makeBridge(targets, Commands);
  const members = { ...ownBridges(targets, commands), ...emptyBridges(targets) };
  const bridges = Object.create(Engine.AppBridges.prototype) as Engine.AppBridges;
  for (const [name, bridge] of Object.entries(members)) {
    Object.defineProperty(bridges, `get${name}Bridge`, { value: () => bridge });
  }
  return { bridges, commands };
}

function ownBridges(targets: BridgeTargets, commands: Commands): Record<string, object> {
  const { server, documents, notifier, monitor } = targets;
  const show = monitor.show.bind(monitor);
  return {
    Api: makeBridge(targets, Endpoints, targets.endpoints),
    AppActivation: makeBridge(targets, AppActivation, notifier),
    AppDetailChanges: makeBridge(targets, AppDetails, notifier),
    Command: commands,
    EnvironmentalVariable: makeBridge(targets, Environment),
    Http: makeBridge(targets, HttpCalls),
    Internal: makeBridge(targets, Internals, server) as unknown as IInternalBridge,
    InternalFederation: targets.keys,
    Livechat: makeBridge(targets, Livechat, server, documents, targets.appName),
    Message: makeBridge(targets, Messages, server, documents, show),
    Persistence: makeBridge(targets, PersistentRecords, server.persistence),
    Room: makeBridge(targets, Rooms, server, documents),
    Scheduler: makeBridge(targets, Jobs, server.scheduler),
    ServerSetting: makeBridge(targets, Settings, server.workspace, targets.hiddenSettings),
    UiInteraction: makeBridge(targets, Interactions, show),
    Upload: makeBridge(targets, Uploads, server, documents),
    User: makeBridge(targets, People, server),
  };
}

/** What Omnichannel apps do not touch: every call is refused and recorded. */
function emptyBridges(site: BridgeSite): Record<string, object> {
  return {
    CloudWorkspace: makeBridge(site, Engine.CloudWorkspaceBridge),
    Contact: makeBridge(site, Engine.ContactBridge),
    Email: makeBridge(site, Engine.EmailBridge),
    Experimental: makeBridge(site, ExperimentalBridge),
    Listener: {},
    Moderation: makeBridge(site, Engine.ModerationBridge),
    OAuthApps: makeBridge(site, OAuthAppsBridge),
    OutboundMessage: makeBridge(site, OutboundMessageBridge),
    Role: makeBridge(site, RoleBridge),
    Thread: makeBridge(site, ThreadBridge),
    VideoConference: makeBridge(site, Engine.VideoConferenceBridge),
  };
}
