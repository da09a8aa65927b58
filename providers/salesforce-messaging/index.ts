export { MessagingProvider } from './MessagingProvider';
export { type MessagingSettings, parseSettings } from './settings';
