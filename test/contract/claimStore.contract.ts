import type { ClaimStore } from '../../lib/ClaimStore';
import type { Claim } from '../../lib/claim';

function aClaim(changes: Partial<Claim> = {}): Claim {
  return {
    id: 'claim-1',
    roomId: 'room',
    status: 'held',
    departmentId: 'salesforce',
    claimedAtMs: Date.UTC(2026, 0, 5),
    context: { attributes: [['case.id', '$1']], buttonId: 'button', summary: 'wants a refund' },
    by: 'instance-1',
    ...changes,
  };
}

/** What every claim store does. */
export function describeClaimStore(name: string, newStore: () => ClaimStore): void {
  describe(`${name} as a claim store`, () => {
    let store: ClaimStore;
    beforeEach(() => {
      store = newStore();
    });

    test('has no claims for a room nobody asked for', async () => {
      expect(await store.ofRoom('room')).toEqual([]);
    });

    test('gives back a claim with everything the bot said', async () => {
      await store.create(aClaim());
      expect(await store.ofRoom('room')).toMatchObject([aClaim()]);
    });

    test('keeps the claims of a room apart by their ids, and rooms apart', async () => {
      await store.create(aClaim());
      await store.create(aClaim({ id: 'claim-2' }));
      await store.create(aClaim({ id: 'claim-3', roomId: 'other' }));
      expect((await store.ofRoom('room')).map(({ id }) => id).sort()).toEqual(['claim-1', 'claim-2']);
    });

    test('keeps one claim without touching another', async () => {
      await store.create(aClaim());
      await store.create(aClaim({ id: 'claim-2' }));
      await store.keep(aClaim());
      const states = (await store.ofRoom('room')).map(({ id, status }) => `${id} ${status}`).sort();
      expect(states).toEqual(['claim-1 kept', 'claim-2 held']);
    });

    test('never brings a removed claim back by keeping it', async () => {
      await store.create(aClaim());
      await store.remove(aClaim());
      await store.keep(aClaim());
      expect(await store.ofRoom('room')).toEqual([]);
    });

    test('removes one claim, or all of a room', async () => {
      await store.create(aClaim());
      await store.create(aClaim({ id: 'claim-2' }));
      await store.create(aClaim({ id: 'claim-3', roomId: 'other' }));
      await store.remove(aClaim());
      expect((await store.ofRoom('room')).map(({ id }) => id)).toEqual(['claim-2']);
      await store.removeAllOfRoom('room');
      expect(await store.ofRoom('room')).toEqual([]);
      expect(await store.ofRoom('other')).toHaveLength(1);
    });

    test('leaves out what the bot did not say', async () => {
      await store.create(aClaim({ context: { attributes: [] } }));
      const [claim] = await store.ofRoom('room');
      expect(claim?.context).toEqual({ attributes: [] });
    });
  });
}
