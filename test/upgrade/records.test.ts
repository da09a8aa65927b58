/// <reference types="jest" />
import { RocketChatAssociationModel, RocketChatAssociationRecord } from '@rocket.chat/apps-engine/definition/metadata';
import { readdirSync, readFileSync } from 'fs';
import path from 'path';
import { PersistentClaimStore } from '../../lib/rocketchat/PersistentClaimStore';
import { PersistentHeartbeats } from '../../lib/rocketchat/PersistentHeartbeats';
import { PersistentInbox } from '../../lib/rocketchat/PersistentInbox';
import { PersistentInstaller } from '../../lib/rocketchat/PersistentInstaller';
import { PersistentLastTests } from '../../lib/rocketchat/PersistentLastTests';
import { PersistentLinkKeys } from '../../lib/rocketchat/PersistentLinkKeys';
import { PersistentMailbox } from '../../lib/rocketchat/PersistentMailbox';
import { PersistentProviderStore } from '../../lib/rocketchat/PersistentProviderStore';
import { PersistentRegistryClaims } from '../../lib/rocketchat/PersistentRegistryClaims';
import { PersistentSessionStore } from '../../lib/rocketchat/PersistentSessionStore';
import { PersistentToldProblems } from '../../lib/rocketchat/PersistentToldProblems';
import { ProviderDirectory } from '../../lib/rocketchat/ProviderDirectory';
import { ProviderHeaders } from '../../lib/rocketchat/ProviderHeaders';
import { ProviderRevisions } from '../../lib/rocketchat/ProviderRevisions';
import { RecordStore } from '../../lib/rocketchat/RecordStore';
import { aHandoverProvider } from '../support/aHandoverProvider';
import { enginePersistence } from '../support/enginePersistence';
import { ManualClock } from '../support/ManualClock';

/** A record as the host has it. */
interface Stored {
  readonly associations: ReadonlyArray<{ readonly model: string; readonly id: string }>;
  readonly data: { readonly [name: string]: unknown };
}

const root = path.resolve(__dirname, '../..');
const fixtures = path.join(root, 'test/fixtures/records');
const SESSION_ID = '5f0c2c1e-1111-4000-8000-000000000001';

function stored(name: string): Stored {
  return JSON.parse(readFileSync(path.join(fixtures, `${name}.json`), 'utf8')) as Stored;
}

/** What a record says, without what says how to read it. */
function contentOf(name: string): object {
  const { version: _version, ...content } = stored(name).data;
  return content;
}

/** A host with these records, and the stores of this app over it. */
async function hostWith(records: readonly Stored[]) {
  const { reader, writer } = enginePersistence();
  for (const { associations, data } of records) {
    const keys = associations.map(({ model, id }) => {
      return new RocketChatAssociationRecord(model as RocketChatAssociationModel, id);
    });
    await writer.createWithAssociations({ ...data }, keys);
  }
  const of = (kind: string) => new RecordStore(kind, reader, writer);
  return {
    reader,
    sessions: new PersistentSessionStore(of(PersistentSessionStore.KIND)),
    claims: new PersistentClaimStore(of(PersistentClaimStore.KIND)),
    heartbeats: new PersistentHeartbeats(of(PersistentHeartbeats.KIND)),
    inbox: new PersistentInbox(of(PersistentInbox.KIND)),
    mailbox: new PersistentMailbox(of(PersistentMailbox.KIND)),
    lastTests: new PersistentLastTests(of(PersistentLastTests.KIND)),
    toldProblems: new PersistentToldProblems(of(PersistentToldProblems.KIND)),
    linkKeys: new PersistentLinkKeys(of(PersistentLinkKeys.KIND)),
    installer: new PersistentInstaller(of(PersistentInstaller.KIND)),
    registryClaims: new PersistentRegistryClaims(of(PersistentRegistryClaims.KIND)),
    providers: new PersistentProviderStore(
      new ProviderHeaders(of(ProviderHeaders.KIND)),
      new ProviderRevisions(of(ProviderRevisions.KIND), of(ProviderRevisions.HELD_KIND)),
      new ProviderDirectory(of(ProviderDirectory.KIND), {}, new ManualClock()),
    ),
  };
}

type Host = Awaited<ReturnType<typeof hostWith>>;

/** How records of a kind are read, and which of their fields no reader can do without. */
const READERS: ReadonlyArray<{
  kind: string;
  fields: readonly string[];
  read: (host: Host) => Promise<Iterable<unknown>>;
}> = [
  {
    kind: 'handover-session',
    fields: ['id', 'roomId', 'providerId', 'departmentId', 'owner', 'state', 'startedAtMs', 'revision'],
    read: ({ sessions }) => sessions.list(),
  },
  {
    kind: 'handover-claim',
    fields: ['id', 'roomId', 'departmentId', 'status', 'claimedAtMs', 'context'],
    read: ({ claims }) => claims.list(),
  },
  {
    kind: 'handover-claim',
    fields: ['id', 'departmentId', 'status', 'claimedAtMs', 'context'],
    read: ({ claims }) => claims.ofRoom('room-1'),
  },
  {
    kind: 'handover-inbox',
    fields: ['roomId', 'sessionId', 'id', 'atMs', 'content'],
    read: ({ inbox }) => inbox.list(),
  },
  {
    kind: 'handover-inbox',
    fields: ['roomId', 'sessionId', 'id', 'atMs', 'content'],
    read: ({ inbox }) => inbox.ofRoom('room-1'),
  },
  {
    kind: 'handover-note',
    fields: ['id', 'roomId', 'kind'],
    read: ({ mailbox }) => mailbox.take('instance-1'),
  },
  {
    kind: 'handover-instance',
    fields: ['instance', 'atMs'],
    read: ({ heartbeats }) => heartbeats.list(),
  },
  {
    kind: 'handover-provider',
    fields: ['id', 'summary', 'revision', 'filing', 'filedUnder'],
    read: ({ providers }) => providers.list(),
  },
  {
    kind: 'handover-provider-claim',
    fields: ['id', 'claimedAtMs'],
    read: ({ registryClaims }) => registryClaims.list(),
  },
  {
    kind: 'handover-provider-test',
    fields: ['providerId', 'revision', 'atMs', 'steps'],
    read: ({ lastTests }) => lastTests.list(),
  },
  {
    kind: 'handover-problem',
    fields: ['id', 'sentence', 'isTold'],
    read: ({ toldProblems }) => toldProblems.list(),
  },
];

const kinds = readdirSync(path.join(fixtures, 'v1')).map((file) => path.basename(file, '.json'));
const v1 = () => hostWith(kinds.map((kind) => stored(`v1/${kind}`)));

test('there is a record of the first version of every kind that is stored', () => {
  const page = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
  const documented = [...page.matchAll(/^\| `(handover-[\w-]+)` \|/gm)].map(([, kind]) => kind);
  expect([...kinds].sort()).toEqual(documented.sort());
  expect(kinds.filter((kind) => stored(`v1/${kind}`).data.version !== 1)).toEqual([]);
});

describe('of the records of the first version', () => {
  test('a session is found with everything that it goes on with', async () => {
    const { sessions } = await v1();
    expect(await sessions.find('room-1')).toEqual(contentOf('v1/handover-session'));
    expect(await sessions.list()).toHaveLength(1);
  });

  test('a session is replaced where it is, and removed', async () => {
    const { sessions } = await v1();
    const session = await sessions.find('room-1');
    if (session) await sessions.update({ ...session, owner: 'another', revision: 8 });
    expect(await sessions.list()).toEqual([expect.objectContaining({ id: SESSION_ID, owner: 'another' })]);
    await sessions.remove('room-1');
    expect(await sessions.list()).toEqual([]);
  });

  test('a claim tells what the bot said, and can be removed', async () => {
    const { claims } = await v1();
    expect(await claims.ofRoom('room-1')).toEqual([contentOf('v1/handover-claim')]);
    await claims.remove({ id: 'claim-1', roomId: 'room-1' });
    expect(await claims.list()).toEqual([]);
  });

  test('news, notes and signs of life are heard', async () => {
    const { inbox, mailbox, heartbeats } = await v1();
    const news = { roomId: 'room-1', sessionId: SESSION_ID, id: 'news-1', content: { text: 'Hello' } };
    expect(await inbox.ofRoom('room-1')).toEqual([expect.objectContaining(news)]);
    expect(await mailbox.take('instance-1')).toEqual([contentOf('v1/handover-note')]);
    expect([...(await heartbeats.list()).keys()]).toEqual(['instance-1']);
  });

  test('a provider is found with its settings, by what it is filed under, and in the list', async () => {
    const { providers } = await v1();
    const { settings: _settings, properties: _properties, ...summary } = aHandoverProvider();
    expect(await providers.find(summary.id)).toEqual(aHandoverProvider());
    expect(await providers.ofDepartment('support')).toEqual(summary);
    expect(await providers.list()).toEqual([summary]);
  });

  test('a provider is changed where it is, and a revision that was held is let go of', async () => {
    const { providers } = await v1();
    await providers.replace(aHandoverProvider({ revision: 2, name: 'Sales' }), () => true);
    expect(await providers.list()).toEqual([expect.objectContaining({ revision: 2, name: 'Sales' })]);
    await providers.sweep(async () => () => false);
    expect(await providers.revision(aHandoverProvider().id, 1)).toMatchObject({ revision: 2 });
  });

  test('links that were signed are good, and it is known whom to tell, and what he knows', async () => {
    const { linkKeys, installer, toldProblems } = await v1();
    expect(await linkKeys.all()).toEqual([stored('v1/handover-link-key').data.key]);
    expect(await installer.userId()).toBe('user-1');
    expect(await toldProblems.list()).toEqual([contentOf('v1/handover-problem')]);
  });

  test('the last test of a provider, and claims to change providers, are known', async () => {
    const { lastTests, registryClaims } = await v1();
    expect(await lastTests.list()).toEqual([contentOf('v1/handover-provider-test')]);
    expect(await registryClaims.list()).toEqual([contentOf('v1/handover-provider-claim')]);
  });
});

describe('what another app has left', () => {
  test('of a newer version is passed over, whatever its kind, and left as it is', async () => {
    const newer = kinds
      .map((kind) => stored(`v1/${kind}`))
      .map((record) => {
        return { ...record, data: { ...record.data, version: 2 } };
      });
    const { sessions, claims, inbox, mailbox, lastTests, registryClaims, ...others } = await hostWith(newer);
    const { toldProblems, linkKeys, installer, heartbeats, providers, reader } = others;
    const lists = [sessions, claims, inbox, lastTests, registryClaims, toldProblems, providers].map((store) =>
      store.list(),
    );
    expect(await Promise.all<readonly unknown[]>(lists)).toEqual(lists.map(() => []));
    expect([await mailbox.take('instance-1'), await linkKeys.all()]).toEqual([[], []]);
    expect([await installer.userId(), (await heartbeats.list()).size]).toEqual([undefined, 0]);
    for (const kind of kinds) {
      const association = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, kind);
      expect(await reader.readByAssociations([association])).toHaveLength(1);
    }
  });

  test.each(READERS)(
    'as $kind is passed over where any of its fields is missing or says something else',
    async (of) => {
      const { kind, fields, read } = of;
      const record = stored(`v1/${kind}`);
      expect([...(await read(await hostWith([record])))]).toHaveLength(1);
      const broken = fields.flatMap((field) => {
        const { [field]: value, ...without } = record.data;
        return [without, { ...without, [field]: typeof value === 'boolean' ? 'yes' : true }];
      });
      for (const data of broken) {
        const found = await read(await hostWith([{ ...record, data }]));
        expect([data, ...found]).toEqual([data]);
      }
    },
  );

  test('as the predecessor is no session, keeps no room from being handed over, and is left as it is', async () => {
    const { sessions, claims, reader } = await hostWith([stored('predecessor')]);
    expect([await sessions.find('room-1'), await claims.ofRoom('room-1')]).toEqual([undefined, []]);
    await sessions.remove('room-1');
    await claims.removeAllOfRoom('room-1');
    const association = new RocketChatAssociationRecord(RocketChatAssociationModel.MISC, 'SFLAIA-room-1');
    expect(await reader.readByAssociations([association])).toEqual([stored('predecessor').data]);
  });
});
