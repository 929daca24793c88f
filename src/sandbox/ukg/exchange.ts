import type { VirtualClock } from '../workforce/clock.ts';
import type { Answer } from './answers.ts';
import type { Fault } from './faults.ts';
import type { ImportTool } from './import-tool.ts';
import type { UkgBehaviour } from './options.ts';
import type { Query } from './query.ts';
import type { Scene } from './scene.ts';
import type { WebService } from './web-services.ts';

/** One request on its way through a route. */
export interface Exchange {
  readonly url: URL;
  readonly query: Query;
  /** Parts of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The body as text; empty for GET. */
  readonly body: string;
  readonly scene: Scene;
  readonly clock: VirtualClock;
  readonly behaviour: UkgBehaviour;
  /** The faults of this answer. */
  readonly faults: readonly Fault[];
  readonly importTool: ImportTool;
}

/** One route of the UKG surface. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** In the notation of the router: `/personnel/v1/person-details/:employeeId`. */
  readonly path: string;
  readonly service: WebService;
  /** Throws a Refusal for what is wrong with the request. */
  readonly answer: (exchange: Exchange) => Answer;
}
