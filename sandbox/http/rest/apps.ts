import { AppStatus } from '@rocket.chat/apps-engine/definition/AppStatus';
import type { IPermission } from '@rocket.chat/apps-engine/definition/permissions/IPermission';
import type { ISetting } from '@rocket.chat/apps-engine/definition/settings';
import type { AppFabricationFulfillment } from '@rocket.chat/apps-engine/server/compiler';
import type { ProxiedApp } from '@rocket.chat/apps-engine/server/ProxiedApp';
import { Router } from 'express';
import multer from 'multer';
import type { AppPackage } from '../../engine/AppHost';
import { userToApp } from '../../engine/converters/users';
import type { User } from '../../rocketchat/types';
import type { Call, Site } from '../call';
import { answering, failure, notFound } from '../call';
import type { Route } from '../routes';

/** Installed apps, for administrators. */
export const appRoutes: Route[] = [
  ['get', '/', 'admin', listApps],
  ['get', '/installed', 'admin', listApps],
  ['get', '/:id', 'admin', async (call) => ({ app: await describe(found(call)) })],
  ['delete', '/:id', 'admin', removeApp],
  ['get', '/:id/status', 'admin', async (call) => ({ status: await found(call).getStatus() })],
  ['post', '/:id/status', 'admin', changeStatus],
  ['get', '/:id/settings', 'admin', (call) => ({ settings: visible(found(call)) })],
  ['post', '/:id/settings', 'admin', changeSettings],
  ['get', '/:id/settings/:settingId', 'admin', (call) => ({ setting: settingOf(call) })],
  ['post', '/:id/settings/:settingId', 'admin', changeSetting],
  ['get', '/:id/apis', 'admin', listApis],
  ['get', '/:id/logs', 'admin', listLogs],
];

/** Installing and updating: the two calls that take a package in a form. */
export function appUploads(site: Site): Router {
  const router = Router();
  const form = multer().single('app');
  router.post('/', form, answering(site, 'admin', install));
  // Only a form is an update; the parser for other bodies comes later.
  router.post('/:id', form, answering(site, 'admin', update));
  return router;
}

async function install(call: Call & { user: User }): Promise<object> {
  const { instance, cluster } = call;
  const result = await instance.host.install(packageOf(call));
  cluster.bus.tell(instance.id, { kind: 'added', appId: result.getAppInfo().id });
  return outcome(result);
}

async function update(call: Call & { user: User }): Promise<object> {
  const { instance, cluster } = call;
  const result = await instance.host.update(packageOf(call));
  cluster.bus.tell(instance.id, { kind: 'updated', appId: result.getAppInfo().id });
  return outcome(result);
}

function packageOf({ request, user }: Call & { user: User }): AppPackage {
  if (!request.file) throw failure('Failed to get a file to install for the App. ', 'app_file_error');
  const { permissions } = request.body as { permissions?: string };
  return { zip: request.file.buffer, permissions: parsePermissions(permissions), user: userToApp(user) };
}

function parsePermissions(text: string | undefined): IPermission[] | undefined {
  try {
    const permissions = JSON.parse(text ?? '') as IPermission[];
    return permissions.length > 0 ? permissions : undefined;
  } catch {
    return undefined;
  }
}

async function outcome(result: AppFabricationFulfillment): Promise<object> {
  return { app: await describe(result.getApp()), implemented: result.getImplementedInferfaces() };
}

async function describe(app: ProxiedApp): Promise<object> {
  const { iconFileContent: _icon, ...info } = app.getInfo();
  return { ...info, status: await app.getStatus(), private: true };
}

function found({ request, instance }: Call): ProxiedApp {
  const id = String(request.params.id);
  const app = instance.host.manager.getOneById(id);
  if (app === undefined) throw notFound(`No App found by the id of: ${id}`);
  return app;
}

async function listApps({ instance }: Call): Promise<object> {
  return { apps: await Promise.all((await instance.host.manager.get()).map(describe)) };
}

async function removeApp(call: Call & { user: User }): Promise<object> {
  const app = found(call);
  const described = await describe(app);
  await call.instance.host.manager.remove(app.getID(), { user: userToApp(call.user) });
  return { app: { ...described, status: AppStatus.DISABLED } };
}

async function changeStatus(call: Call): Promise<object> {
  const { status } = call.request.body as { status?: AppStatus };
  if (!status) throw failure('Invalid status provided, it must be "status" field and a string.');
  const app = await call.instance.host.manager.changeStatus(found(call).getID(), status);
  return { status: await app.getStatus() };
}

function visible(app: ProxiedApp): Record<string, ISetting> {
  const settings = Object.entries(app.getStorageItem().settings);
  return Object.fromEntries(settings.filter(([, setting]) => !setting.hidden));
}

async function changeSettings(call: Call): Promise<object> {
  const { settings } = call.request.body as { settings?: ISetting[] };
  if (!settings) throw failure('The settings to update must be present.');
  const app = found(call);
  const updated: ISetting[] = [];
  for (const setting of settings) {
    const known = app.getStorageItem().settings[setting.id];
    if (known === undefined || known.value === setting.value) continue;
    await call.instance.host.manager.getSettingsManager().updateAppSetting(app.getID(), setting);
    updated.push(setting);
  }
  return { updated };
}

function settingOf(call: Call): ISetting {
  const id = String(call.request.params.settingId);
  const setting = found(call).getStorageItem().settings[id];
  if (setting === undefined) throw notFound(`No Setting found on the App by the id of: "${id}"`);
  return setting;
}

async function changeSetting(call: Call): Promise<void> {
  const { setting } = call.request.body as { setting?: ISetting };
  if (!setting) throw failure('Setting to update to must be present on the posted body.');
  settingOf(call);
  await call.instance.host.manager.getSettingsManager().updateAppSetting(found(call).getID(), setting);
}

function listApis(call: Call): object {
  return { apis: call.instance.host.manager.getApiManager().listApis(found(call).getID()) };
}

async function listLogs(call: Call): Promise<object> {
  const { count, offset } = call.request.query;
  const options = { limit: Number(count ?? 100), skip: Number(offset ?? 0) };
  const query = { appId: found(call).getID() };
  const { logs, total } = await call.instance.host.manager.getLogStorage().findPaginated(query, options);
  return { logs, total, count: logs.length, offset: options.skip };
}
