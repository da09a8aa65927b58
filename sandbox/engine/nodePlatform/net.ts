/** What the runtime mends in Deno's sockets; those of Node are whole, and left alone. */
export class Socket {
  _final(): void {}
}
