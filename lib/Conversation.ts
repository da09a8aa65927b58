import { withHistory } from './history';
import type { Json } from './json';
import { NotOwner } from './NotOwner';
import { patiently } from './patiently';
import type { ConversationState } from './provider';
import type { SessionParts } from './SessionParts';
import type { Session } from './session';

/**
 * The record of a session that this instance owns, and the provider's state in it. Saves one after the other; a save
 * always writes what is current then, so several that wait become one.
 */
export class Conversation implements ConversationState {
  private isDirty = false;
  /** What was lost once never comes back. */
  private isLost = false;
  private saving: Promise<void> = Promise.resolve();
  private waiting: Promise<void> | undefined;

  constructor(
    private current: Session,
    private readonly parts: Pick<SessionParts, 'sessions' | 'clock' | 'log'>,
    /** False while another instance may have taken the session over. */
    public readonly isSurelyOurs: () => boolean,
  ) {}

  public get session(): Session {
    return this.current;
  }

  /** True while a save would do nothing: all is stored, and nobody doubts whose the session is. */
  public get isSettled(): boolean {
    return !this.isDirty && !this.isLost && this.isSurelyOurs();
  }

  /** Replaces everything but the provider's state, which is the provider's to change. */
  public change(session: Session): void {
    this.current = { ...withHistory(this.current, session), resume: this.current.resume };
    this.isDirty = true;
  }

  public get(): Json {
    return this.current.resume;
  }

  public set(resume: Json): void {
    this.current = { ...this.current, resume };
    this.isDirty = true;
  }

  /** @throws NotOwner when another instance has the session now, or nobody; what the store throws for half a minute. */
  public save(): Promise<void> {
    if (!this.waiting) {
      this.waiting = this.saving.then(() => {
        this.waiting = undefined;
        return patiently(this.current.roomId, this.parts, () => this.write());
      });
      this.saving = this.waiting.catch(() => undefined);
    }
    return this.waiting;
  }

  /** @throws NotOwner when another instance has the session now, or nobody; reads the record only in doubt. */
  public async assertOurs(): Promise<void> {
    if (!this.isLost && this.isSurelyOurs()) return;
    await this.confirm();
  }

  /** @throws NotOwner when another instance has the session now, or nobody; reads the record. */
  public async confirm(): Promise<void> {
    this.isLost ||= !(await this.isStoredAsOurs());
    if (this.isLost) throw new NotOwner(this.current.roomId);
  }

  private async isStoredAsOurs(): Promise<boolean> {
    const stored = await this.parts.sessions.find(this.current.roomId);
    return stored?.id === this.current.id && stored.owner === this.current.owner;
  }

  private async write(): Promise<void> {
    await this.assertOurs();
    if (!this.isDirty) return;
    this.isDirty = false;
    this.current = { ...this.current, revision: this.current.revision + 1 };
    try {
      await this.parts.sessions.update(this.current);
    } catch (error) {
      this.isDirty = true;
      throw error;
    }
  }
}
