import { type Answer, Refusal } from '../contactCentre/Answer';
import { badRequest } from './answers';
import type { Call, Route } from './call';
import type { Context } from './context';
import { accepted, bodyReader, readJson } from './posts';
import type { Button, Roster } from './Roster';
import { belongs } from './targets';

function required(call: Call, name: string): string {
  const value = call.query.get(name);
  if (!value) {
    throw new Refusal(badRequest(`${name} is required`));
  }
  return value;
}

/** Ids come bare, separated by commas, in brackets, or as a parameter given more than once. */
function ids(call: Call, name: string): string[] {
  return call.query
    .getAll(name)
    .join(',')
    .split(',')
    .map((id) => id.replace(/[[\]"\s]/g, ''))
    .filter((id) => id !== '');
}

const isOn = (call: Call, name: string) => ['1', 'true'].includes(call.query.get(name) ?? '');

/** Live Agent REST API, Customize the Chat Visitors' Experience. */
export class Visitor {
  /** The pages that visitors said they were on. */
  readonly breadcrumbs: { at: number; location: string }[] = [];

  constructor(
    private readonly context: Context,
    private readonly roster: Roster,
  ) {}

  routes(): Route[] {
    return [
      { method: 'GET', name: 'Visitor/Availability', handle: (call) => this.availability(call) },
      { method: 'GET', name: 'Visitor/Settings', handle: (call) => this.settings(call) },
      { method: 'GET', name: 'Visitor/VisitorId', handle: (call) => this.visitorId(call) },
      { method: 'POST', name: 'Visitor/Breadcrumb', handle: (call) => this.breadcrumb(call) },
    ];
  }

  private availability(call: Call): Answer {
    const ours = this.isOurs(call);
    required(call, 'Availability.ids');
    const wanted = ids(call, 'Availability.ids');
    const withWait = isOn(call, 'Availability.needEstimatedWaitTime');
    const missing = this.context.faults.strike('missing-availability', { call: call.name });
    const results = wanted.map((id) => ({
      id,
      ...(missing ? {} : this.isAvailable(ours && this.roster.isAvailable(id))),
      ...this.wait(id, withWait && call.version >= 47),
    }));
    return message('Availability', { results });
  }

  private settings(call: Call): Answer {
    const ours = this.isOurs(call);
    const known = ids(call, 'Settings.buttonIds').flatMap((id) => this.roster.buttons.get(id) ?? []);
    const withWait = isOn(call, 'Settings.needEstimatedWaitTime') && call.version >= 47;
    const buttons = ours ? known.map((button) => this.describe(button, withWait)) : [];
    const { pingRate } = this.context.switches;
    return message('Settings', { pingRate, contentServerUrl: `http://${call.headers.host ?? ''}/content`, buttons });
  }

  private describe(button: Button, withWait: boolean): Record<string, unknown> {
    const { id, type, endpointUrl, prechatUrl, language } = button;
    const available = this.isAvailable(this.roster.isAvailable(id));
    return { id, type, endpointUrl, prechatUrl, language, ...available, ...this.wait(id, withWait) };
  }

  private visitorId(call: Call): Answer {
    this.isOurs(call);
    return { status: 200, body: { sessionId: this.context.random.uuid() } };
  }

  private breadcrumb(call: Call): Answer {
    const reader = bodyReader(readJson(call, this.context.switches));
    const location = reader.text('location');
    reader.finish();
    this.breadcrumbs.push({ at: this.context.clock.now(), location });
    return accepted(this.context.switches);
  }

  private isOurs(call: Call): boolean {
    const organizationId = required(call, 'org_id');
    return belongs({ organizationId, deploymentId: required(call, 'deployment_id') }, this.context);
  }

  private isAvailable(isAvailable: boolean): { isAvailable?: boolean } {
    return !isAvailable && this.context.switches.omitFalseAvailability ? {} : { isAvailable };
  }

  private wait(id: string, wanted: boolean): { estimatedWaitTime?: number } {
    return wanted ? { estimatedWaitTime: this.roster.estimatedWait(id) } : {};
  }
}

function message(type: string, body: object): Answer {
  return { status: 200, body: { messages: [{ type, message: body }] } };
}
