import { createHash } from 'crypto';
import fs from 'fs';
import path from 'path';
import { rcApps } from './rcApps';

/** The root of the project. */
export const ROOT = path.resolve(__dirname, '..');

const ENGINE = '@rocket.chat/apps-engine';

/** Where an app's sources are and where it is built. */
export interface AppLayout {
  /** Folder that holds the sources. */
  from: string;
  /** Files and folders of the app in it; everything else there stays out of the package. */
  sources: readonly string[];
  /** Folder below `build/`, made anew for every build. */
  stage: string;
  /** Version to package instead of the one in `app.json`. */
  version?: string;
}

/**
 * Builds an app with the real `rc-apps` from a staged copy of its sources, because the CLI packages everything it finds
 * where it runs, and rewrites `app.json` there. A package made from the same sources is used again.
 */
export class AppBuild {
  readonly stage: string;

  /** @throws when the stage lies below a folder whose name the compiler skips. */
  constructor(private readonly layout: AppLayout) {
    this.stage = path.join(ROOT, 'build', layout.stage);
    if (/node_modules|\.git/.test(this.stage)) {
      throw new Error(`The Apps compiler skips every file whose path contains "node_modules" or ".git": ${this.stage}`);
    }
  }

  get manifest(): { id: string; nameSlug: string; version: string } {
    const manifest = JSON.parse(fs.readFileSync(path.join(this.layout.from, 'app.json'), 'utf8'));
    return { ...manifest, ...(this.layout.version !== undefined && { version: this.layout.version }) };
  }

  /** Packages the app, unless the package at hand is right; resolves with its path. */
  async package(): Promise<string> {
    if (!this.isFresh()) await this.build(['package']);
    return this.zip;
  }

  /** Packages the app and uploads it with `rc-apps deploy`, which takes these arguments. */
  async deploy(args: readonly string[]): Promise<void> {
    await this.build(['deploy', ...args]);
  }

  /** Copies the app's sources, and nothing else, into an empty stage that has the project's dependencies. */
  copySources(): void {
    const { from, sources } = this.layout;
    fs.rmSync(this.stage, { recursive: true, force: true });
    fs.mkdirSync(this.stage, { recursive: true });
    for (const source of sources)
      fs.cpSync(path.join(from, source), path.join(this.stage, source), { recursive: true });
    if (this.layout.version !== undefined) this.write('app.json', this.manifest);
    const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    this.write('package.json', { private: true, devDependencies: { [ENGINE]: devDependencies[ENGINE] } });
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.stage, 'node_modules'), 'dir');
  }

  private get zip(): string {
    const { nameSlug, version } = this.manifest;
    return path.join(this.stage, 'dist', `${nameSlug}_${version}.zip`);
  }

  private get digestFile(): string {
    return `${this.stage}.sha256`;
  }

  private write(file: string, content: object): void {
    fs.writeFileSync(path.join(this.stage, file), JSON.stringify(content, null, 4));
  }

  /** @throws when the CLI fails. */
  private async build(command: readonly string[]): Promise<void> {
    const digest = this.digest();
    fs.rmSync(this.digestFile, { force: true });
    this.copySources();
    const status = await rcApps(command, this.stage);
    if (status !== 0 || !fs.existsSync(this.zip)) {
      throw new Error(`rc-apps ${command[0]} failed with exit status ${status}`);
    }
    fs.writeFileSync(this.digestFile, digest);
  }

  private isFresh(): boolean {
    if (!fs.existsSync(this.zip) || !fs.existsSync(this.digestFile)) return false;
    return fs.readFileSync(this.digestFile, 'utf8') === this.digest();
  }

  /** Stands for everything the package is made from. */
  private digest(): string {
    const { from, sources } = this.layout;
    const hash = createHash('sha256').update(fs.readFileSync(path.join(ROOT, 'package-lock.json')));
    for (const file of sources.flatMap((source) => filesBelow(from, source)).sort()) {
      hash.update(`\0${file}\0`).update(fs.readFileSync(path.join(from, file)));
    }
    return hash.digest('hex');
  }
}

function filesBelow(root: string, source: string): string[] {
  const absolute = path.join(root, source);
  if (!fs.statSync(absolute).isDirectory()) return [source];
  return fs.readdirSync(absolute).flatMap((name) => filesBelow(root, path.join(source, name)));
}
