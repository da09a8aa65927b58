/** A message of a room as the store of the host has it. */
export interface RoomMessage {
  readonly id: string;
  /** Milliseconds since the Unix epoch; the order of the room. */
  readonly atMs: number;
  readonly senderId: string;
  readonly senderName: string;
  readonly senderUsername?: string;
  readonly text: string;
  /** What `post` was given, on messages of this app. */
  readonly eventId?: string;
  readonly file?: { readonly id: string; readonly name: string; readonly mediaType: string };
}

/** What a session says in a room. */
export interface Post {
  readonly text: string;
  /** Marks the message in the store, so that a repetition is recognised: unique for what is told, and not secret. */
  readonly eventId: string;
}

/** A file that a session puts into a room. The host tells its media type from the name. */
export interface FilePost {
  readonly name: string;
  readonly content: Buffer;
}

/** The messages of the rooms that sessions run in. System messages are not among them. */
export interface RoomMessages {
  /** Says it as the bridge agent; text over the host's limit becomes several messages, in order. */
  post(roomId: string, post: Post): Promise<void>;
  /**
   * Puts a file into the room as the bridge agent. Nothing marks the message that comes of it. Throws when the host does
   * not take the file, or does not answer; then the message may be there, or still come.
   */
  postFile(roomId: string, file: FilePost): Promise<void>;
  /** Shows or hides to the visitor that the agent types. */
  showTyping(roomId: string, agentName: string, isTyping: boolean): Promise<void>;
  /** The newest `count` messages, oldest first; at most 100. */
  newest(roomId: string, count: number): Promise<RoomMessage[]>;
  /** Everything at or after that time, oldest first. @param expected so many messages at least are among them. */
  since(roomId: string, atMs: number, expected?: number): Promise<RoomMessage[]>;
  /** The bytes of a file that a message carries. */
  fileContent(fileId: string): Promise<Buffer>;
}
