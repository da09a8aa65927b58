/** What happened to the app in this process since it was started. */
export interface Note {
  name: string;
  detail?: unknown;
}

export const notes: Note[] = [];

/** Remembers that something happened. */
export function note(name: string, detail?: unknown): void {
  notes.push({ name, detail });
}
