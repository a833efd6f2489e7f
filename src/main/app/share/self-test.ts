import type { ReachabilityCheck, ReachabilityReport } from '../../../shared/reachability.ts';
import { checkReachability } from '../../discovery/reachability.ts';
import type { SystemTools } from '../../discovery/reachability-tools.ts';
import type { Visitors } from '../visitors/visitors.ts';
import type { ShareController } from './share-controller.ts';
import type { ShareNetwork } from './share-network.ts';

export interface SelfTestOptions {
  readonly share: ShareController;
  readonly network: ShareNetwork;
  readonly visitors: Visitors;
  readonly tools: SystemTools;
}

/** The self-test of the running share, one at a time. */
export class SelfTest {
  readonly #options: SelfTestOptions;
  #running: Promise<ReachabilityReport> | undefined;
  #last: ReachabilityReport = { findings: [] };

  constructor(options: SelfTestOptions) {
    this.#options = options;
  }

  /** Tests the way to `url`, which the window shows; the best one where it is not offered any more. */
  run(url: string): Promise<ReachabilityReport> {
    this.#running ??= this.#test(url).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** The command of the last test's finding; undefined where it has none. */
  commandOf(check: ReachabilityCheck): string | undefined {
    return this.#last.findings.find((finding) => finding.check === check)?.command ?? undefined;
  }

  async #test(url: string): Promise<ReachabilityReport> {
    const { share, network, visitors, tools } = this.#options;
    const { state, listening } = share;
    const numeric = state.status === 'sharing' ? state.addresses.filter(({ isName }) => !isName) : [];
    const onlyAddress = listening && !['::', '0.0.0.0'].includes(listening.address) ? listening.address : null;
    this.#last = await checkReachability(
      {
        listening: listening ? { port: listening.port, onlyAddress } : null,
        address: numeric.find((address) => address.url === url) ?? numeric[0] ?? null,
        localName: network.localName,
        vpn: network.vpn,
        visitors: { devices: visitors.devices, lastAddress: visitors.lastAddress },
      },
      tools,
    );
    return this.#last;
  }
}
