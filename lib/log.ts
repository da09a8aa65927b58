/** The app's log as the core sees it. Entries name things by id; never a token, a header, a body or a visitor's words. */
export interface Log {
  info(message: string, context?: object): void;
  warn(message: string, context?: object): void;
  error(message: string, context?: object): void;
}
