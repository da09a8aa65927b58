import { createHash } from 'crypto';
import fs from 'fs';
import path from 'path';
import { bundleVendor } from './bundleVendor';
import { rcApps } from './rcApps';
import { translate } from './translate';

/** The root of the project. */
export const ROOT = path.resolve(__dirname, '..');

const ENGINE = '@rocket.chat/apps-engine';
/** Among an app's sources, the folder whose files name the libraries that are packaged with it. */
const VENDOR = 'vendor';
/** What shapes a package beside the app's own sources. */
const TOOLS = ['package-lock.json', ...['AppBuild', 'bundleVendor', 'translate'].map((name) => `scripts/${name}.ts`)];
/** In the stage, beside the package that it tells the sources of; the CLI passes over what begins with a dot. */
const DIGEST_FILE = '.sources.sha256';

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
  private readonly stage: string;

  /** @throws when the stage lies below a folder whose name the compiler skips. */
  constructor(private readonly layout: AppLayout) {
    this.stage = path.join(ROOT, 'build', layout.stage);
    if (/node_modules|\.git/.test(this.stage)) {
      throw new Error(`The Apps compiler skips every file whose path contains "node_modules" or ".git": ${this.stage}`);
    }
  }

  get manifest(): { id: string; nameSlug: string; version: string; classFile: string } {
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

  /** Copies the app's sources, and nothing else, into an empty folder that has the project's dependencies. */
  private async copySources(folder: string): Promise<void> {
    const { from, sources } = this.layout;
    const write = (file: string, content: object) => {
      fs.writeFileSync(path.join(folder, file), JSON.stringify(content, null, 4));
    };
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const source of sources) fs.cpSync(path.join(from, source), path.join(folder, source), { recursive: true });
    if (this.layout.version !== undefined) write('app.json', this.manifest);
    const { devDependencies } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    write('package.json', { private: true, devDependencies: { [ENGINE]: devDependencies[ENGINE] } });
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
    if (sources.includes(VENDOR)) await bundleVendor(path.join(folder, VENDOR));
    const { classFile } = this.manifest;
    const rest = sources.flatMap((source) => (source === VENDOR ? [] : filesBelow(folder, source)));
    await translate(
      rest.filter((file) => file.endsWith('.ts') && file !== classFile).map((file) => path.join(folder, file)),
    );
  }

  private get zipName(): string {
    const { nameSlug, version } = this.manifest;
    return path.join('dist', `${nameSlug}_${version}.zip`);
  }

  private get zip(): string {
    return path.join(this.stage, this.zipName);
  }

  /**
   * Builds beside the stage and then takes its place, so that two builds at a time do not meet.
   *
   * @throws when the CLI fails.
   */
  private async build(command: readonly string[]): Promise<void> {
    const draft = `${this.stage}.${process.pid}`;
    const digest = this.digest();
    try {
      await this.copySources(draft);
      const status = await rcApps(command, draft);
      if (status !== 0 || !fs.existsSync(path.join(draft, this.zipName))) {
        throw new Error(`rc-apps ${command[0]} failed with exit status ${status}`);
      }
      fs.writeFileSync(path.join(draft, DIGEST_FILE), digest);
      fs.rmSync(this.stage, { recursive: true, force: true });
      fs.renameSync(draft, this.stage);
    } finally {
      fs.rmSync(draft, { recursive: true, force: true });
    }
  }

  private isFresh(): boolean {
    const digestFile = path.join(this.stage, DIGEST_FILE);
    if (!fs.existsSync(this.zip) || !fs.existsSync(digestFile)) return false;
    return fs.readFileSync(digestFile, 'utf8') === this.digest();
  }

  /** Stands for everything the package is made from. */
  private digest(): string {
    const { from, sources } = this.layout;
    const hash = createHash('sha256');
    for (const tool of TOOLS) hash.update(fs.readFileSync(path.join(ROOT, tool)));
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
