import type { ISettingRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { Clock } from '../lib/clock';

/** All that is asked of the host about a setting, the app's or the server's. */
export type SettingReader = Pick<ISettingRead, 'getValueById'>;

/**
 * How long a setting is taken for what it was. All instances of a cluster are told when one is changed, and forget them
 * then, so this is for word that was lost.
 */
const MOST_AGE_MS = 10_000;

/**
 * The app's settings, each read from the host once in ten seconds, however many rooms want to know it. Every setting is
 * a call of its own: to read them all takes 15 ms, which a bot would wait for.
 */
export class RememberedSettings {
  private readonly values = new Map<string, { readonly value: Promise<unknown>; readonly atMs: number }>();

  constructor(private readonly clock: Pick<Clock, 'nowMs'>) {}

  /** The settings as `reader` gives them, or gave them lately. */
  public from(reader: SettingReader): SettingReader {
    return { getValueById: (id) => this.value(id, reader) };
  }

  /** A setting was changed: whoever asks from now on is told what is true now. */
  public forget(): void {
    this.values.clear();
  }

  private value(id: string, reader: SettingReader): Promise<unknown> {
    const atMs = this.clock.nowMs();
    const known = this.values.get(id);
    if (known && atMs - known.atMs < MOST_AGE_MS) return known.value;
    const value: Promise<unknown> = reader.getValueById(id);
    const entry = { value, atMs };
    this.values.set(id, entry);
    value.catch(() => {
      if (this.values.get(id) === entry) this.values.delete(id);
    });
    return value;
  }
}
