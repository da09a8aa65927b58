import type { ConsoleView, FaultView } from '../PageView';
import type { Console } from './Console';

/** How many calls of the app are refused at the push of a button. */
export const REFUSED_CALLS = 3;

/** The console of a contact centre as the page shows it. */
export async function consoleView(console: Console, name: string): Promise<ConsoleView> {
  const [agents, conversations] = await Promise.all([console.agents(), console.conversations()]);
  return { name, abilities: console.abilities, agents, conversations };
}

/** What can be broken while a contact centre serves. */
export function faultViews({ connection }: Console): FaultView[] {
  return [
    { id: 'kill', label: 'Kill the app', hint: 'The process of the app dies; Rocket.Chat starts another one' },
    { id: 'drop', ...connection },
    { id: 'refuse', label: 'Answer 503', hint: `The next ${REFUSED_CALLS} calls of the app are answered with 503` },
    { id: 'offline', label: 'Agents offline', hint: 'All agents of the contact centre go home' },
  ];
}
