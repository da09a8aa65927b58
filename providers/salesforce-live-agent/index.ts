export { LiveAgentProvider } from './LiveAgentProvider';
export { service } from './service';
export { type LiveAgentSettings, parseSettings } from './settings';
