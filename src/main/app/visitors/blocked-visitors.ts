import { isIP } from 'node:net';
import type { ActionResult } from '../../../shared/ipc.ts';
import type { ShareServer } from '../../server/share-server.ts';
import type { ReportFault } from '../fault-log.ts';
import { blockedAddressesMax } from '../limits.ts';
import { saveSettings } from '../settings/save-settings.ts';
import type { SettingsStore } from '../settings/settings-store.ts';

export interface BlockedVisitorsOptions {
  readonly settings: SettingsStore;
  readonly server: Pick<ShareServer, 'setAccess'>;
  readonly reportFault: ReportFault;
}

/** Who is let in: the one place that tells the engine, and that changes whom the owner blocked. */
export class BlockedVisitors {
  readonly #options: BlockedVisitorsOptions;

  /** Tells the engine at once, and again whenever the settings say otherwise. */
  constructor(options: BlockedVisitorsOptions) {
    this.#options = options;
    const { settings } = options;
    this.#apply();
    settings.on('changed', (next, previous) => {
      if (next.isPublic === previous.isPublic && next.blockedAddresses === previous.blockedAddresses) return;
      this.#apply();
    });
  }

  /** From now on this visitor gets 403. `address` is as `Exchange.remoteAddress` has it. */
  async block(address: string): Promise<ActionResult> {
    if (isIP(address) === 0) throw new TypeError('this is no address of a visitor');
    const others = this.#blocked.filter((each) => each !== address);
    return this.#save([...others, address].slice(-blockedAddressesMax));
  }

  /** Lets a visitor in again; one who was not blocked is no problem. */
  async unblock(address: string): Promise<ActionResult> {
    if (!this.#blocked.includes(address)) return { ok: true };
    return this.#save(this.#blocked.filter((each) => each !== address));
  }

  get #blocked(): readonly string[] {
    return this.#options.settings.current.blockedAddresses;
  }

  #apply(): void {
    const { isPublic, blockedAddresses } = this.#options.settings.current;
    this.#options.server.setAccess({ isPublic, allowHosts: [], blockedAddresses });
  }

  #save(blockedAddresses: readonly string[]): Promise<ActionResult> {
    return saveSettings(this.#options.settings, { blockedAddresses }, this.#options.reportFault);
  }
}
