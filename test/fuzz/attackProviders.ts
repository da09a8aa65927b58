import type { AxiosResponse } from 'axios';
import fc from 'fast-check';
import { ProviderHeaders } from '../../lib/rocketchat/ProviderHeaders';
import { ProviderRevisions } from '../../lib/rocketchat/ProviderRevisions';
import { APP_ID, type Scene } from '../support/Scene';
import { type Aftermath, fire } from './fire';
import { providerRequests } from './providerRequests';

const API_KEY = 'the-api-key';
const SETTINGS = {
  endpointUrl: 'http://127.0.0.1:9/chat/rest/',
  organisationId: '00DSANDBOX00001',
  deploymentId: '572SANDBOX00001',
  buttonId: '573SANDBOX00001',
};

/** What came of an attack on the handover providers. */
export interface ProviderAttackReport extends Aftermath {
  readonly seed: number;
  /** Providers that are there afterwards. */
  readonly providers: number;
  /** What is wrong with what the app has stored; a sentence each. */
  readonly damage: readonly string[];
}

/**
 * Sends generated requests, hostile and plausible, to the endpoints of handover providers, and looks whether everything
 * that is stored is whole. The same seed, the same requests.
 */
export async function attackProviders(
  scene: Scene,
  { count, seed }: { count: number; seed: number },
): Promise<ProviderAttackReport> {
  await scene.setSettings({ api_key: API_KEY });
  const ids: string[] = [];
  for (const name of ['one', 'two', 'three']) {
    const data = { name, service: 'Live Agent', settings: SETTINGS };
    const { data: created } = await api(scene, { method: 'post', url: 'v2.0/handover/provider', data });
    ids.push(created._id);
  }
  const target = { basePath: `/api/apps/public/${APP_ID}`, apiKey: API_KEY, ids, department: 'support' };
  const aftermath = await fire(scene, fc.sample(providerRequests(target), { numRuns: count, seed }));
  const { status, data } = await api(scene, { method: 'get', url: 'v2.0/handover/providers?limit=100' });
  const damage = [...(await damageOf(scene)), ...(status === 200 ? [] : [`the list answers ${status}`])];
  for (const { _id } of data.items ?? []) {
    const read = await api(scene, { method: 'get', url: `v2.0/handover/providers/${_id}` });
    if (read.status !== 200) damage.push(`${_id} is listed and answers ${read.status}`);
  }
  return { ...aftermath, seed, providers: data.total, damage };
}

function api(scene: Scene, request: { method: string; url: string; data?: object }): Promise<AxiosResponse> {
  return scene.client.apps.request(APP_ID, { ...request, headers: { 'X-API-Key': API_KEY } });
}

/** A provider is a header and the revision that it names; anything else was left behind by something that broke off. */
async function damageOf(scene: Scene): Promise<string[]> {
  const records = await scene.client.control.records(APP_ID);
  const ofKind = (kind: string) =>
    records
      .filter(({ associations = [] }) => associations[0]?.id === kind)
      .map(({ data }) => new Map(Object.entries(data)));
  const headers = ofKind(ProviderHeaders.KIND).map((header) => `${header.get('id')} ${header.get('revision')}`);
  const revisions = ofKind(ProviderRevisions.KIND).map((one) => `${one.get('providerId')} ${one.get('revision')}`);
  const claims = ofKind('handover-provider-claim').length;
  return [
    ...headers.filter((header) => !revisions.includes(header)).map((header) => `${header} has no settings`),
    ...revisions.filter((revision) => !headers.includes(revision)).map((revision) => `${revision} has no provider`),
    ...(new Set(headers).size < headers.length ? ['a provider is there twice'] : []),
    ...(claims > 0 ? [`${claims} claims are left`] : []),
  ];
}
