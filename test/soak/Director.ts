import { systemClock } from '../../lib/clock';
import type { SandboxClient } from '../../sandbox/client';
import { SettingId } from '../../settings/SettingId';
import { eventually } from '../support/eventually';
import { APP_ID } from '../support/Scene';
import type { Provider } from './ChatPlan';
import type { Finding } from './check';
import type { Consoles } from './consoles/Consoles';
import type { SoakScene } from './SoakScene';
import type { PlannedTrouble, Trouble } from './Trouble';
import { wordings } from './wordings';

/** How long an administrator tries what does not work at once. */
const LIMIT_MS = 60_000;
const TRY_EVERY_MS = 500;

/** Brings about what is planned to go wrong, at its time. */
export class Director {
  /** What administrators could not do. */
  readonly findings: Finding[] = [];
  /** How often each kind of trouble came. */
  readonly done = new Map<Trouble['kind'], number>();
  private restarted: Promise<void> = Promise.resolve();
  private changes: Promise<void> = Promise.resolve();

  constructor(
    private readonly scene: SoakScene,
    private readonly centres: ReadonlyMap<Provider, Consoles>,
  ) {}

  /** Resolves when everything has happened, and nothing goes wrong any more. */
  async run(troubles: readonly PlannedTrouble[]): Promise<void> {
    const startedAtMs = systemClock.nowMs();
    const underWay: Array<Promise<void>> = [];
    for (const { atMs, trouble } of troubles) {
      await systemClock.wait(Math.max(0, startedAtMs + atMs - systemClock.nowMs()));
      underWay.push(this.bringAbout(trouble));
    }
    await Promise.all(underWay);
  }

  private async bringAbout(trouble: Trouble): Promise<void> {
    this.done.set(trouble.kind, (this.done.get(trouble.kind) ?? 0) + 1);
    try {
      await this.carryOut(trouble);
    } catch (error) {
      this.findings.push({ kind: 'other', what: `${trouble.kind} did not work: ${(error as Error).message}` });
    }
  }

  private carryOut(trouble: Trouble): Promise<void> {
    switch (trouble.kind) {
      case 'kill':
        return this.kill(trouble.which);
      case 'lose-server':
        return this.scene.loseServer();
      case 'fault':
        return this.letGoWrong(trouble);
      case 'settings':
        return this.inTurn(() => this.changeSettings(trouble));
      case 'patch':
        return this.inTurn(() => this.patch(trouble));
      case 'event':
        return this.disturb(trouble);
      case 'clock':
        return this.scene.clocks.moveAll(this.scene.admins, trouble.byMs);
      case 'skew':
        return this.skew(trouble);
      default:
        return trouble satisfies never;
    }
  }

  /** The engine waits 30 s for the answer of a process that dies while it is being started; no app can help that. */
  private kill(which: number): Promise<void> {
    const victim = this.serverAt(which);
    this.restarted = this.restarted.then(async () => {
      if (!victim || !this.scene.admins.includes(victim)) return;
      const restarts = await victim.control.kill(APP_ID);
      // A server that dies meanwhile restarts nothing any more.
      await victim.control.waitForRestart(APP_ID, restarts).catch(() => undefined);
    });
    return this.restarted;
  }

  private async letGoWrong({ provider, name, lastsMs }: Trouble & { kind: 'fault' }): Promise<void> {
    const consoles = this.centres.get(provider);
    const faults = consoles?.faults[name] ?? [];
    const stops = await Promise.all(faults.map((fault) => consoles?.goWrong(fault)));
    await systemClock.wait(lastsMs);
    await Promise.all(stops.map((stop) => stop?.()));
  }

  private changeSettings({ edition, queueSeconds, receiveMode }: Trouble & { kind: 'settings' }): Promise<void> {
    return this.scene.setSettings({
      ...wordings(edition),
      [SettingId.queueTimeout]: queueSeconds,
      [SettingId.receiveMode]: receiveMode,
    });
  }

  private async patch({ provider, edition }: Trouble & { kind: 'patch' }): Promise<void> {
    // Live Agent is the provider of the settings.
    if (provider === 'live-agent') return;
    const status = await this.scene.providers.patch(provider, { name: `${provider} ${edition}` });
    if (status !== 200) throw new Error(`status ${status}`);
  }

  private disturb({ name, times, lateMs }: Trouble & { kind: 'event' }): Promise<void> {
    const { control } = this.scene.client;
    return lateMs === undefined ? control.loseEvents(name, times) : control.delayEvents(name, lateMs, times);
  }

  private async skew({ which, byMs, lastsMs }: Trouble & { kind: 'skew' }): Promise<void> {
    const server = this.serverAt(which);
    if (!server) return;
    await this.scene.clocks.moveOne(server, byMs, async () => {
      await systemClock.wait(lastsMs);
      return this.scene.admins.includes(server);
    });
  }

  private serverAt(which: number): SandboxClient | undefined {
    const { admins } = this.scene;
    return admins[Math.floor(which * admins.length)];
  }

  /** One administrator does one thing after the other, and again when a server has died under it. */
  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.changes.then(() => eventually(work, LIMIT_MS, TRY_EVERY_MS));
    this.changes = done.catch(() => undefined);
    return done;
  }
}
