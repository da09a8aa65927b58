/** What the calls of one process about one conversation must agree on. */
export class Line {
  /** Set while the visitor is being verified anew. */
  public renewing: Promise<void> | undefined;
  /** Until then, Salesforce wants to hear nothing more of what the visitor says. */
  public quietUntilMs = 0;
}
