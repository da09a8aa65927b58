import type { Mailbox, Note } from '../../lib/Mailbox';

const aNote = (changes: Partial<Note> = {}): Note => ({ id: 'note-1', roomId: 'room', kind: 'message', ...changes });

/** What every mailbox does. */
export function describeMailbox(name: string, newMailbox: () => Mailbox): void {
  describe(`${name} as a mailbox`, () => {
    let mailbox: Mailbox;
    beforeEach(() => {
      mailbox = newMailbox();
    });

    test('is empty where nobody has put anything', async () => {
      expect(await mailbox.take('one')).toEqual([]);
    });

    test('gives out every note for an instance, as it was put in, and only once', async () => {
      const notes = [
        aNote(),
        aNote({ id: 'note-2', kind: 'said', text: '[edited] hello' }),
        aNote({ id: 'note-3', kind: 'room' }),
      ];
      for (const note of notes) await mailbox.put('one', note);
      const taken = await mailbox.take('one');
      expect(taken.sort((a, b) => a.id.localeCompare(b.id))).toEqual(notes);
      expect(await mailbox.take('one')).toEqual([]);
    });

    test('keeps the notes of instances apart', async () => {
      await mailbox.put('one', aNote());
      await mailbox.put('two', aNote({ id: 'note-2' }));
      expect(await mailbox.take('two')).toMatchObject([{ id: 'note-2' }]);
      expect(await mailbox.take('one')).toMatchObject([{ id: 'note-1' }]);
    });

    test('tells for whom something lies there', async () => {
      await mailbox.put('one', aNote());
      await mailbox.put('one', aNote({ id: 'note-2' }));
      await mailbox.put('two', aNote({ id: 'note-3' }));
      await mailbox.take('two');
      expect(await mailbox.owners()).toEqual(new Set(['one']));
    });

    test('loses no note that is put in while others are taken', async () => {
      await mailbox.put('one', aNote());
      const [taken] = await Promise.all([mailbox.take('one'), mailbox.put('one', aNote({ id: 'note-2' }))]);
      const rest = await mailbox.take('one');
      expect([...taken, ...rest].map(({ id }) => id).sort()).toEqual(['note-1', 'note-2']);
    });
  });
}
