import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { LineProcess } from '../../discovery/support/line-process.ts';
import type { SandboxHost } from '../../support/network-sandbox.ts';
import { type LaunchOptions, launchSettings, type Owner } from './launch.ts';

interface Driven {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/**
 * The real app on a host of a sandbox, with discovery on. The test itself stays outside, where it can change the
 * network; what is done to the window is sent in (`window-driver.mjs`).
 */
export class SandboxWindow implements AsyncDisposable {
  readonly #driver: LineProcess;
  #calls = 0;

  private constructor(driver: LineProcess) {
    this.#driver = driver;
  }

  static async launch(host: SandboxHost, owner: Owner, options: LaunchOptions = {}): Promise<SandboxWindow> {
    const driver = new LineProcess([...host.enter, process.execPath, join(import.meta.dirname, 'window-driver.mjs')]);
    driver.child.stdin.write(`${JSON.stringify(launchSettings(owner, { ...options, discovery: true }))}\n`);
    await driver.first('ready', 60_000);
    return new SandboxWindow(driver);
  }

  /** The number of the app's process, as its host knows it. */
  get pid(): number {
    return Number(this.#driver.last('ready')?.value);
  }

  /** What the app wrote to standard error. */
  get stderr(): string {
    return this.#driver.stderr;
  }

  /** Runs `act` beside the app. Like `page.evaluate` it sees nothing but its parameters, which must be JSON. */
  async run<Value, Argument = undefined>(
    act: (driven: Driven, argument: Argument) => Promise<Value>,
    argument?: Argument,
  ): Promise<Value> {
    this.#calls += 1;
    const id = this.#calls;
    this.#driver.child.stdin.write(`${JSON.stringify({ id, source: act.toString(), argument })}\n`);
    const answer = () => this.#driver.events.find((line) => line.event === 'answer' && line.id === id);
    await this.#driver.until(`an answer to ${act}`, () => answer() !== undefined, 60_000);
    if (answer()?.error !== undefined) throw new Error(String(answer()?.error));
    return answer()?.value as Value;
  }

  /** Closes the app as its owner would, and waits for its end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#driver.child.stdin.end();
    await this.#driver.ended;
  }
}
