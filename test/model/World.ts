import { ProviderError } from '../../lib/ProviderError';
import { Rounds } from '../../lib/Rounds';
import type { SeededRandom } from '../../sandbox/contactCentre/SeededRandom';
import { aCluster, anInstance, type Cluster, type Instance } from '../support/anInstance';
import { aStage, type Stage } from '../support/aStage';
import { Wire } from '../support/Wire';
import { AskingClient } from './AskingClient';
import { CalledClient } from './CalledClient';
import { Caller } from './Caller';
import { Centre } from './Centre';
import type { CentreStep, RoomStep, Step } from './steps';

const JOB_MS = 5_000;
const LONGEST_DELAY_MS = 60;
const QUEUE_MS = 60_000;
const FIRST_INSTANCES = 2;
const MOST_INSTANCES = 3;

/** How the app hears of news. */
export type Way = 'asking' | 'called';

interface Process extends Instance {
  readonly name: string;
  readonly wire: Wire;
  readonly provider: AskingClient | CalledClient;
  readonly rounds: Rounds;
}

/** Several processes of the app over one store, the rooms of one visitor, and a contact centre. */
export class World {
  public readonly stage: Stage = aStage({ limits: { startMs: 60_000, queueMs: QUEUE_MS } });
  public readonly centre = new Centre();
  /** By room, what the visitor has written to whoever has it. */
  public readonly written = new Map<string, Array<{ readonly text: string; readonly atMs: number }>>();
  private readonly cluster: Cluster = aCluster(this.stage);
  private processes: Process[] = [];
  private outOfReachUntilMs = 0;
  private troubledUntilMs = 0;
  private started = 0;
  private words = 0;
  private rooms = 0;
  private ids = 0;

  constructor(
    private readonly random: SeededRandom,
    private readonly way: Way,
  ) {
    this.stage.omnichannel.onAssign = async (room, servedBy) => {
      this.stage.omnichannel.place({ ...room, servedBy });
      return { kind: 'accepted' };
    };
    for (let count = 0; count < FIRST_INSTANCES; count++) this.startInstance();
    this.stage.omnichannel.change('room', { isOpen: false });
    this.openRoom();
    void this.runJobs();
    if (way === 'called') void this.callWebhooks();
  }

  /** The room that is spoken in. */
  public get roomId(): string {
    return `room-${this.rooms}`;
  }

  public get roomIds(): string[] {
    return Array.from({ length: this.rooms }, (_, index) => `room-${index + 1}`);
  }

  public get living(): readonly Process[] {
    return this.processes;
  }

  public async pass(ms: number): Promise<void> {
    await this.stage.clock.pass(ms);
  }

  /** Ends all trouble. */
  public recover(): void {
    this.outOfReachUntilMs = 0;
    this.troubledUntilMs = 0;
  }

  public async take(step: Step): Promise<void> {
    const nowMs = this.stage.clock.nowMs();
    switch (step.kind) {
      case 'pass':
        return this.pass(step.ms);
      case 'centre is out of reach':
        this.outOfReachUntilMs = nowMs + step.ms;
        return;
      case 'host is in trouble':
        this.troubledUntilMs = nowMs + step.ms;
        return;
      case 'instance dies':
        this.kill(step.at);
        return;
      case 'instance stands still':
        this.pick(step.at).wire.standStill(step.ms);
        return;
      case 'instance starts':
        if (this.processes.length < MOST_INSTANCES) this.startInstance();
        return;
      case 'queue moves':
      case 'agent joins':
      case 'agent speaks':
      case 'agent leaves':
      case 'agent ends':
        this.atTheCentre(step);
        return;
      default:
        return this.inTheRoom(step);
    }
  }

  private async inTheRoom(step: RoomStep): Promise<void> {
    const { roomId, stage } = this;
    switch (step.kind) {
      case 'visitor writes':
        return this.write(`visitor ${++this.words}`);
      case 'visitor wants to leave':
        return this.write('bye');
      case 'visitor closes the room':
        stage.omnichannel.change(roomId, { isOpen: false });
        this.tell(({ switchboard }) => switchboard.roomClosed(roomId));
        return;
      case 'room is taken':
        stage.omnichannel.change(roomId, { servedBy: 'sally' });
        this.tell(({ switchboard }) => switchboard.roomChanged(roomId));
        return;
      case 'room is handed over':
        return this.handOver(step.isKept);
      case 'end is asked for':
        this.ask(step.at, ({ switchboard }) => switchboard.endByRequest(roomId));
        return;
      default:
        return step satisfies never;
    }
  }

  private atTheCentre(step: CentreStep): void {
    const conversation = this.centre.open().at(-1);
    if (!conversation) return;
    const { hasAgent } = conversation;
    switch (step.kind) {
      case 'queue moves':
        this.centre.report(conversation, { type: 'queued', position: step.position });
        break;
      case 'agent joins':
        conversation.hasAgent = true;
        this.centre.report(conversation, { type: 'agent-joined', name: step.name });
        break;
      case 'agent speaks':
        if (hasAgent) this.centre.say(conversation);
        break;
      case 'agent leaves':
        conversation.hasAgent = false;
        if (hasAgent) this.centre.report(conversation, { type: 'agent-left' });
        break;
      case 'agent ends':
        this.centre.end(conversation);
        break;
      default:
        step satisfies never;
    }
  }

  private async write(text: string): Promise<void> {
    const { roomId } = this;
    if (!(await this.isOpen())) return;
    const atMs = this.stage.clock.nowMs();
    this.stage.messages.write({ roomId, text, atMs });
    this.written.set(roomId, [...(this.written.get(roomId) ?? []), { text, atMs }]);
    this.tell((instance) => instance.switchboard.visitorWrote(roomId));
  }

  /** What the bot's request leaves, and what the host tells of it: often once, at times twice or not at all. */
  private async handOver(isKept: boolean): Promise<void> {
    if (!(await this.isOpen())) this.openRoom();
    const { roomId, stage } = this;
    // A request would be refused.
    if (await stage.sessions.find(roomId)) return;
    const departmentId = 'salesforce';
    stage.omnichannel.change(roomId, { departmentId, servedBy: 'bridge' });
    const claim = { id: this.newId(), roomId, departmentId, claimedAtMs: stage.clock.nowMs() };
    if (isKept) await stage.claims.create({ ...claim, status: 'kept', context: { attributes: [] } });
    this.tell((instance) => instance.arrivals.roomArrived(roomId));
  }

  private async isOpen(): Promise<boolean> {
    return (await this.stage.omnichannel.find(this.roomId))?.isOpen === true;
  }

  private openRoom(): void {
    this.rooms++;
    this.stage.omnichannel.place({ id: this.roomId, departmentId: 'bots', servedBy: 'botty' });
  }

  private kill(at: number): void {
    const process = this.pick(at);
    process.kill();
    this.processes = this.processes.filter((other) => other !== process);
    if (this.processes.length === 0) this.startInstance();
  }

  /** An event of the host's: for any instance, often once, at times twice or not at all. */
  private tell(event: (instance: Process) => Promise<unknown>): void {
    for (const limit of [0.8, 0.2])
      if (this.random.fraction() < limit) this.ask(this.random.below(MOST_INSTANCES), event);
  }

  private ask(at: number, event: (instance: Process) => Promise<unknown>): void {
    const process = this.pick(at);
    const what = process.wire.woken().then(() => event(process));
    what.catch((error) => this.stage.log.warn('An event was not dealt with', { error: String(error) }));
  }

  private pick(at: number): Process {
    const picked = this.processes[at % this.processes.length];
    if (!picked) throw new Error('there is no process');
    return picked;
  }

  private startInstance(): void {
    const { clock } = this.stage;
    const name = `instance-${++this.started}`;
    const wire = new Wire(clock, () => this.random.below(LONGEST_DELAY_MS));
    const rounds = new Rounds(wire, () => instance.running.count);
    const Client = this.way === 'asking' ? AskingClient : CalledClient;
    const provider = new Client(this.centre, wire, (when) => this.centreTrouble(when));
    const newId = () => this.newId();
    const trouble = (when: 'before' | 'after') => this.hostTrouble(when);
    const instance = anInstance(this.cluster, name, { wire, rounds, provider, newId, trouble });
    this.processes.push({ ...instance, name, wire, provider, rounds });
  }

  /** The scheduler of the host: one instance, whichever comes first. */
  private async runJobs(): Promise<void> {
    for (;;) {
      await this.stage.clock.wait(JOB_MS);
      this.ask(this.random.below(MOST_INSTANCES), ({ rounds, supervisor }) =>
        rounds.make((kind) => supervisor.round(kind)),
      );
    }
  }

  private callWebhooks(): Promise<void> {
    return new Caller(this.centre, this.stage.clock, () => {
      const process = this.pick(this.random.below(MOST_INSTANCES));
      return process as Process & { provider: CalledClient };
    }).run();
  }

  private newId(): string {
    return `${this.random.below(1_000_000)}-${++this.ids}`;
  }

  private centreTrouble(when: 'before' | 'after'): void {
    if (this.stage.clock.nowMs() < this.outOfReachUntilMs && this.failsNow(when))
      throw new ProviderError('unreachable', 'the contact centre is out of reach');
  }

  private hostTrouble(when: 'before' | 'after'): void {
    if (this.stage.clock.nowMs() < this.troubledUntilMs && this.failsNow(when))
      throw new Error('the host is in trouble');
  }

  /** What fails has often been done all the same. */
  private failsNow(when: 'before' | 'after'): boolean {
    return this.random.fraction() < (when === 'before' ? 0.5 : 0.8);
  }
}
