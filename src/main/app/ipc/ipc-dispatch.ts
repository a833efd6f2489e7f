import type {
  AccessLogRequests,
  ActionResult,
  IpcRequestName,
  IpcRequests,
  ItemRequests,
  NearbyRequests,
  ReachabilityRequests,
  SettingsRequests,
  ShareRequests,
  TransferRequests,
} from '../../../shared/ipc.ts';
import type { ReportFault } from '../fault-log.ts';
import { unexpectedProblem } from '../unexpected-problem.ts';

/** How one request is understood and answered. */
export interface IpcHandler<Name extends IpcRequestName> {
  /** Throws `PayloadError` where the values are not this request's parameters. */
  readonly parse: (values: readonly unknown[]) => IpcRequests[Name]['parameters'];
  readonly run: (
    ...parameters: IpcRequests[Name]['parameters']
  ) => IpcRequests[Name]['result'] | Promise<IpcRequests[Name]['result']>;
}

/** The whole contract: a request without a handler does not compile. */
export type IpcHandlers = { readonly [Name in IpcRequestName]: IpcHandler<Name> };

/** The requests of one feature. */
export type HandlersOf<Feature extends keyof FeatureRequests> = {
  readonly [Name in keyof FeatureRequests[Feature] & IpcRequestName]: IpcHandler<Name>;
};

interface FeatureRequests {
  share: ShareRequests;
  items: ItemRequests;
  accessLog: AccessLogRequests;
  nearby: NearbyRequests;
  reachability: ReachabilityRequests;
  settings: SettingsRequests;
  transfers: TransferRequests;
}

export { done, gone } from '../action-results.ts';

/** Requests whose answer is no `ActionResult`, so that only a rejection can tell of a bug. */
const queries: ReadonlySet<IpcRequestName> = new Set<IpcRequestName>([
  'getSnapshot',
  'getAccessLog',
  'getExchangeDetails',
  'getNearby',
  'getTransfers',
  'checkReachability',
]);

/** Parses and runs one request. Whatever is thrown on the way is reported, and told to the window as a value. */
export async function dispatchRequest<Name extends IpcRequestName>(
  handlers: IpcHandlers,
  name: Name,
  values: readonly unknown[],
  reportFault: ReportFault,
): Promise<IpcRequests[Name]['result'] | ActionResult> {
  const handler: IpcHandler<Name> = handlers[name];
  try {
    return await handler.run(...handler.parse(values));
  } catch (error) {
    reportFault(`the request ${name} failed`, error);
    if (queries.has(name)) throw new Error('unexpected');
    return { ok: false, problem: unexpectedProblem(error) };
  }
}
