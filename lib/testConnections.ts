import { HandoverError } from './errors';
import { type ExaminationDesk, type Examinee, examine, examinees } from './examineProviders';
import type { ProviderTest } from './handoverProviders/LastTests';
import type { TestStep } from './provider';

/** More would be more than anybody reads, and than contact centres should get at once. */
const MOST_AT_ONCE = 10;

const MARKS: Readonly<Record<TestStep['outcome'], string>> = {
  ok: ':white_check_mark:',
  failed: ':x:',
  skipped: ':fast_forward:',
};

/**
 * Tries out the connections with contact centres, side by side, and answers in words, step by step.
 *
 * @param wanted name or id of one provider; all of them when empty
 * @throws HandoverError `provider-not-found` when there is none, or none of this name; `invalid-request` when there are
 * too many to try out all
 */
export async function testConnections(wanted: string, desk: ExaminationDesk): Promise<string> {
  const all = await examinees(desk);
  const name = wanted.trim().toLowerCase();
  const chosen = all.filter((one) => name === '' || one.id === name || one.name.toLowerCase() === name);
  if (all.length === 0) throw new HandoverError('provider-not-found', 'No handover provider is set up.');
  const names = all.slice(0, MOST_AT_ONCE).map((one) => `"${one.name}"`);
  if (chosen.length === 0) {
    throw new HandoverError(
      'provider-not-found',
      `There is no handover provider "${wanted}"; try ${names.join(', ')}.`,
    );
  }
  if (chosen.length > MOST_AT_ONCE) {
    throw new HandoverError('invalid-request', `There are ${chosen.length} handover providers; name one of them.`);
  }
  const reports = await Promise.all(chosen.map(async (one) => inWords(one, await examine(one, desk))));
  return reports.join('\n\n');
}

function inWords({ name }: Examinee, { outcome, steps }: ProviderTest): string {
  const verdict = outcome === 'ok' ? 'works' : 'does not work';
  const lines = steps.map((step) => `${MARKS[step.outcome]} ${step.name}: ${step.sentence}`);
  return [`*${name}* ${verdict}.`, ...lines].join('\n');
}
