export { LiveAgentProvider } from './LiveAgentProvider';
export { type LiveAgentSettings, parseSettings } from './settings';
