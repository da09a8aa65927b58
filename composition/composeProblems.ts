import type { Call } from '../endpoints/Outside';
import { type ExaminationDesk, examineProviders } from '../lib/examineProviders';
import { findProblems } from '../lib/findProblems';
import { DirectMessages } from '../lib/rocketchat/DirectMessages';
import { PersistentInstaller } from '../lib/rocketchat/PersistentInstaller';
import { PersistentToldProblems } from '../lib/rocketchat/PersistentToldProblems';
import { type Admins, tellAdmins } from '../lib/tellAdmins';
import { readNoticeRecipients } from '../settings/readConfig';
import { connect } from './composeConnections';
import { composeHealthDesk } from './composeHealth';
import { composeProviderOutside } from './composeProviders';
import { settingsOf } from './composeSettings';
import type { Instance } from './composeStaff';
import { type Accessors, recordsOf } from './composeStores';

/** Looks for problems, into those that sessions have met, and tells the admins what is new. */
export async function lookForProblems(accessors: Accessors, instance: Instance): Promise<void> {
  const { log } = instance;
  const call = { ...accessors, log };
  const desk = composeHealthDesk(call, instance);
  const { registry } = composeProviderOutside(instance).desk(call);
  const suspects = new Set(instance.suspects);
  instance.suspects.clear();
  await examineProviders(suspects, composeExamination(call, instance));
  const records = recordsOf(accessors.read, accessors.persistence);
  await tellAdmins({
    find: () => findProblems(desk),
    told: new PersistentToldProblems(records(PersistentToldProblems.KIND)),
    admins: composeAdmins(accessors, instance),
    inTurn: (work) => registry.change(work),
    log,
  });
}

/** What providers are tried out with. */
export function composeExamination(call: Call, instance: Instance): ExaminationDesk {
  const { log } = call;
  const { providers, lastTests, settingsProvider, clock } = composeProviderOutside(instance).desk(call);
  return { providers, lastTests, settingsProvider, clock, log, connect: (route) => connect(call, route, instance) };
}

/** Remembers who installed or updated the app: the one to tell of problems where the settings name nobody. */
export async function rememberInstaller(accessors: Accessors, userId: string | undefined): Promise<void> {
  if (userId !== undefined) await composeInstaller(accessors).remember(userId);
}

function composeAdmins(accessors: Accessors, { log }: Instance): Admins {
  const { read, modify } = accessors;
  return new DirectMessages(read, modify, log, async () => {
    const named = await readNoticeRecipients(settingsOf(read));
    if (named.length > 0) return named.map((username) => ({ username }));
    const id = await composeInstaller(accessors).userId();
    return id === undefined ? [] : [{ id }];
  });
}

function composeInstaller({ read, persistence }: Pick<Accessors, 'read' | 'persistence'>): PersistentInstaller {
  return new PersistentInstaller(recordsOf(read, persistence)(PersistentInstaller.KIND));
}
