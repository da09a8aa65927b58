import { generateKeyPairSync } from 'node:crypto';
import type { IInternalFederationBridge } from '@rocket.chat/apps-engine/server/bridges/IInternalFederationBridge';
import { InternalBridge } from '@rocket.chat/apps-engine/server/bridges/InternalBridge';
import type { Server } from '../../rocketchat/Server';

/** What the engine itself asks of its host. */
export abstract class Internals extends InternalBridge {
  constructor(private readonly server: Server) {
    super();
  }

  protected override async getUsernamesOfRoomById(roomId: string): Promise<string[]> {
    return this.getUsernamesOfRoomByIdSync(roomId);
  }

  protected override getUsernamesOfRoomByIdSync(roomId: string): string[] {
    return this.server.rooms.subscriptionsOf(roomId).flatMap(({ u }) => (u.username ? [u.username] : []));
  }
}

/** The key pair with which the engine signs the records of apps; one for the whole workspace. */
export class WorkspaceKeys implements IInternalFederationBridge {
  private readonly pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

  async getPrivateKey(): Promise<string> {
    return this.pair.privateKey;
  }

  async getPublicKey(): Promise<string> {
    return this.pair.publicKey;
  }

  async getFederationDomain(): Promise<string> {
    return 'sandbox.localhost';
  }
}
