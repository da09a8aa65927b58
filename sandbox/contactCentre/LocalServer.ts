import type { Express } from 'express';
import type { Server } from 'http';
import type { AddressInfo, Socket } from 'net';

/** An HTTP server on this machine only. */
export class LocalServer {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Port 0 takes any that is free. */
  static listen(app: Express, port: number): Promise<LocalServer> {
    return new Promise((resolve, reject) => {
      const server = app.listen(port, '127.0.0.1', 4_096, () => resolve(new LocalServer(server)));
      // A poll that comes right after the last one was answered must find its connection still open.
      server.keepAliveTimeout = 65_000;
      server.once('error', reject);
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection, so that open polls and streams do not keep it from closing. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => resolve());
    });
    for (const socket of this.sockets) {
      socket.destroy();
    }
    await closed;
  }
}
