import type { Texts } from '../../lib/texts';

export const ENGLISH: Texts = {
  'finding-agent': 'Looking for an agent for you.',
  'queue-position': 'You are number {position} in the queue.',
  'next-in-queue': 'An agent will be with you shortly.',
  'agent-joined': 'You are now talking to {agent}.',
  'agent-changed': '{agent} goes on with your conversation.',
  'agent-left': 'The agent has left; please wait for the next one.',
  transferring: 'You are being transferred; please wait.',
  'ended-by-agent': 'The agent has ended the conversation.',
  'ended-by-visitor': 'You have left the conversation with the agent.',
  unavailable: 'No agent is available right now.',
  'queue-timeout': 'No agent could take your conversation in time.',
  'idle-warning': 'Are you still there? The conversation ends in {seconds} seconds without an answer.',
  'idle-ended': 'The conversation has ended because there was no answer.',
  'technical-difficulty': 'Sorry, the connection to the agent has failed.',
  'file-requested': 'The agent asks you to send a file.',
  'not-delivered': 'Your last message could not be delivered.',
};
