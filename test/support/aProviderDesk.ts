import { randomUUID } from 'crypto';
import { checkSchema } from '../../endpoints/handoverProviders/checkSchema';
import { withDepartments } from '../../lib/handoverProviders/departments';
import type { JsonObject } from '../../lib/handoverProviders/HandoverProvider';
import type { ProviderDesk, SettingsProvider } from '../../lib/handoverProviders/ProviderDesk';
import { Registry, type RegistryClaims } from '../../lib/handoverProviders/Registry';
import { InTurn } from '../../lib/InTurn';
import { isJsonObject } from '../../lib/json';
import type { HandoverService } from '../../lib/service';
import type { Rival } from '../../lib/winClaim';
import { aDesk, type TestDesk } from './aDesk';
import { MemoryLastTests } from './MemoryLastTests';
import { MemoryProviderStore } from './MemoryProviderStore';

/** A service with one setting of each kind that matters: a required text, a number, a secret, and one in a group. */
export const phoneService: HandoverService = {
  id: '5e0000000000000000000001',
  referenceId: '00000000-0000-4000-8000-000000000001',
  name: 'Phone',
  version: '1',
  description: 'A telephone exchange.',
  documentationUrl: 'https://phone.example/docs',
  settings: {
    type: 'object',
    properties: {
      number: { type: 'string', title: 'Number', minLength: 1, maxLength: 20 },
      rings: { type: 'integer', title: 'Rings', minimum: 1, default: 3 },
      pin: { type: 'string', title: 'PIN', writeOnly: true },
      mailbox: {
        type: 'object',
        properties: { code: { type: 'string', writeOnly: true }, greeting: { type: 'string' } },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
    required: ['number'],
  },
  problemsOf: (settings) =>
    isJsonObject(settings) && settings.number === '000' ? [{ field: 'number', problem: 'is not in service' }] : [],
};

/** Claims in memory, for one process or for several that share them. */
class MemoryRegistryClaims implements RegistryClaims {
  private readonly claims = new Map<string, Rival>();

  public async create(claim: Rival): Promise<void> {
    this.claims.set(claim.id, claim);
  }

  public async list(): Promise<Rival[]> {
    return [...this.claims.values()];
  }

  public async remove(id: string): Promise<void> {
    this.claims.delete(id);
  }
}

export interface TestProviderDesk extends ProviderDesk {
  readonly base: TestDesk;
  readonly providers: MemoryProviderStore;
  readonly claims: MemoryRegistryClaims;
  readonly endedRooms: string[];
}

interface Changes {
  readonly base?: TestDesk;
  readonly providers?: MemoryProviderStore;
  readonly claims?: MemoryRegistryClaims;
  readonly settingsProvider?: SettingsProvider;
  readonly settingsOfApp?: JsonObject;
}

/** A desk with the service `Phone`, no providers, and the departments of `aDesk`; several can share what is stored. */
export function aProviderDesk(changes: Changes = {}): TestProviderDesk {
  const { base = aDesk(), providers = new MemoryProviderStore(), claims = new MemoryRegistryClaims() } = changes;
  const { clock } = base;
  const endedRooms: string[] = [];
  return {
    base,
    providers,
    lastTests: new MemoryLastTests(),
    claims,
    registry: new Registry({ claims, clock, newId: randomUUID, turns: new InTurn() }),
    sessions: base.sessions,
    departments: base.departments,
    services: [withDepartments(phoneService)],
    check: checkSchema,
    clock,
    newId: randomUUID,
    settingsProvider: async () => changes.settingsProvider,
    settingsOfApp: async () => changes.settingsOfApp ?? {},
    endSession: async (roomId) => {
      endedRooms.push(roomId);
    },
    endedRooms,
  };
}
