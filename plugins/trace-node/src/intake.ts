import { IngestRequest } from './connector';

/** What became of a delivery that is stored. */
export interface StoredReceipt {
  deliveryId: string;
  /** True when a delivery of that id was stored before. */
  duplicate: boolean;
}

/** The inbox, for deliveries that come in another way than by its route. */
export interface DeliveryInbox {
  /** Ids of the sources there are. */
  readonly sources: string[];
  /**
   * Files and stores a delivery of a source, which needs no secret for it.
   * **Nothing of it is verified**: whoever calls this vouches for the sender. The
   * source's scope holds all the same.
   *
   * @returns once it is committed
   * @throws NotFoundError when there is no such source
   * @throws InputError when its connector cannot identify it; counts as refused
   * @throws NotAllowedError when it speaks of what its source may not; counts as
   *   refused
   * @throws ServiceUnavailableError when it could not be stored now
   */
  deliver(source: string, request: IngestRequest): Promise<StoredReceipt>;
}

/** Another way in than `POST /api/trace/ingest/:source`. */
export interface DeliveryIntake {
  /** Unique. */
  id: string;
  /**
   * Called once, while the backend starts.
   *
   * @throws when it cannot work as it is configured; the backend does not start
   */
  start(inbox: DeliveryInbox): Promise<void>;
}
