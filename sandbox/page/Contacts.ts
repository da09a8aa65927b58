import type { ContactCentre } from '../story/ContactCentre';
import { openCentre, type ProviderName } from '../story/centres';
import type { Console } from './consoles/Console';
import { openConsole } from './consoles/openConsole';

/** A contact centre with its console. */
export interface Contact {
  readonly provider: ProviderName;
  readonly centre: ContactCentre;
  readonly console: Console;
}

/** The contact centres of the page, each started when it is chosen for the first time. */
export class Contacts {
  private readonly open = new Map<ProviderName, Promise<Contact>>();

  /** All agents of a contact centre that is started are there, and accept by hand. */
  choose(provider: ProviderName): Promise<Contact> {
    const known = this.open.get(provider) ?? start(provider);
    this.open.set(provider, known);
    return known;
  }
}

async function start(provider: ProviderName): Promise<Contact> {
  const centre = await openCentre(provider);
  const console = openConsole(provider, centre.controlUrl);
  for (const { id } of await console.agents()) await console.setAgent(id, { isOnline: true, acceptsAlone: false });
  return { provider, centre, console };
}
