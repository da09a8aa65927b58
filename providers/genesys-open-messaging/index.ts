export { GenesysProvider } from './GenesysProvider';
export { type GenesysSettings, parseSettings } from './settings';
