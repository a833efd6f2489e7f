/**
 * Every bound of the engine, each with its reason. Units stand last in the name. A visitor who meets one gets a status
 * code that says so; the owner's machine never pays more than these.
 */
const KiB = 1024;
const MiB = 1024 * KiB;

export const limits = {
  /** Longest request line. RFC 9112 §3 recommends at least 8,000; a path of 4,096 bytes (Linux PATH_MAX), all percent-encoded, needs 12,288. Beyond: 414. */
  requestLineBytesMax: 16 * KiB,
  /** Request line and header section together; browsers with many cookies for a shared host name stay below. Beyond: 431. */
  requestHeadBytesMax: 64 * KiB,
  /** Field lines in one request. Browsers send about 20. Beyond: 431. */
  headerFieldsMax: 100,
  /** Empty lines forgiven before a request line (RFC 9112 §2.2). */
  leadingEmptyLinesMax: 4,
  /** A request body that nobody asked for is read and thrown away up to this size, so that the connection can go on. Beyond: 413 and close. */
  unwantedBodyBytesMax: 1 * MiB,
  /** One chunk-size line with its extensions, or one trailer line, of a chunked body (RFC 9112 §7.1). */
  chunkLineBytesMax: 4 * KiB,
  /** All trailer lines of a chunked body together. */
  trailerBytesMax: 16 * KiB,
  /** Received at a time from any connection: what Node's own sockets take. */
  receiveBufferBytes: 64 * KiB,
  /** Requests received ahead (pipelined) are held up to this; then the socket is not read until they are answered. */
  pipelinedBytesMax: 128 * KiB,
  /** Ranges in one request. zsync asks for 20 at a time, PDF readers for some dozens; past it the whole file is sent, as RFC 9110 §14.2 allows. */
  rangesMax: 64,

  /** From the first byte of a request to the end of its head. Slow phones on weak Wi-Fi need a second or two. Then 408. */
  headTimeoutMs: 20_000,
  /** Between two reads of a request body. Then 408. */
  bodyIdleTimeoutMs: 20_000,
  /** For the whole of a body that nobody asked for, or it would hold its slot a byte at a time for weeks. Then 408. */
  bodyTimeoutMs: 60_000,
  /** Until a handler has an answer: a disk that is asleep needs some ten seconds, a network drive that is gone never answers. Then 503. */
  handlingTimeoutMs: 60_000,
  /** A connection with no request. Longer than the pause between two taps, short enough to free slots. */
  idleTimeoutMs: 60_000,
  /** A reader that takes no byte at all. A paused video is no attack, so this is long. */
  stalledReaderTimeoutMs: 10 * 60_000,
  /** The same when more than `crowdedShare` of all slots are taken: then somebody else is waiting for this one. */
  stalledReaderCrowdedTimeoutMs: 30_000,
  /** The same while others wait for what the answer holds: the place of a long listing, which is no video that one would pause. */
  wantedStalledReaderTimeoutMs: 10_000,
  /** And for all of such an answer, or a reader who takes a byte now and then would keep it. 500,000 entries take a slow phone so long. */
  wantedSendingTimeoutMs: 60_000,
  /** After an answer that closes: how long the peer's rest is read, so that a reset does not destroy the answer (RFC 9112 §9.6). */
  lingerTimeoutMs: 2_000,
  /** And how much of it. */
  lingerBytesMax: 4 * MiB,
  /** Sockets at a time, besides the connections, that were refused for want of a slot and are let read why. */
  refusedLingeringMax: 64,
  /** After a stop: how long the reports of exchanges that were cut are waited for. A disk that never answers must not keep the owner from quitting. */
  lastReportTimeoutMs: 1_000,
  /** Time-outs are checked at this interval, so each can be late by as much. */
  sweepIntervalMs: 500,

  /** Open connections. A class of thirty with browsers that open six each is 180. Past it the longest idle one makes room; if none is idle: 503. */
  connectionsMax: 1_024,
  /** From this share of `connectionsMax` on, slots are short. */
  crowdedShare: 0.8,
  /** Connections of one address, once slots are short. Not before: a whole class may sit behind one address (NAT). */
  connectionsPerAddressMax: 256,
  /** Requests on one connection, after which it is closed: no visitor keeps a slot for ever. */
  requestsPerConnectionMax: 1_000_000,
  /** Connections that the kernel holds until we accept them. */
  listenBacklogMax: 511,
  /** Listeners left behind by address changes whose last transfers still run. Beyond: the oldest one's are cut. */
  leftListenersMax: 4,
  /** Ports tried after the wanted one. */
  portAttemptsMax: 50,

  /**
   * Read and written at a time when a file is sent; two such buffers for each running transfer. Each costs a trip to the
   * thread pool, and a pair should fit into a core's second-level cache: measured best on loopback (docs/benchmarks.md).
   */
  transferBufferBytes: 512 * KiB,
  /** Large transfer buffers in use at a time, 32 transfers' worth; the transfers after them get small ones. */
  largeTransferBuffersMax: 64,
  smallTransferBufferBytes: 32 * KiB,
  /** Running transfers are reported at this interval: often enough for a bar that moves, seldom enough to cost nothing. */
  transferSampleIntervalMs: 250,
  /** Transfers in one report; no owner looks at more rows. The oldest are told. */
  transfersReportedMax: 200,
  /** Request fields in the report of one exchange: the log keeps very many of those, and a visitor must not fill it. */
  reportedFieldsMax: 16,
  /** Characters of one of their values: of a referrer with a long query the beginning tells enough. */
  reportedFieldCharsMax: 256,
  /** Free transfer buffers kept for the next transfer; more are left to the garbage collector. */
  idleTransferBuffersMax: 8,
  /** A body up to this size is copied behind its head and leaves in one write. */
  singleWriteBodyBytesMax: 32 * KiB,
  /** A file up to this size is kept in memory after it was asked for: pictures on a page, a handout for a class. */
  hotFileBytesMax: 512 * KiB,
  /** All of them together. */
  hotFilesBytesMax: 64 * MiB,
  /** What each of them costs besides its content and path, and counts for: its answer, its identity, the memory's own bookkeeping. Measured. */
  hotFileSlotBytes: 3 * KiB,
  hotFilesMax: 20_000,
  /** Paths remembered that were asked for once: some 5,000, twice. Only what is asked for again among them is kept. */
  hotFileCandidatesBytesMax: 512 * KiB,
  /** Files that are read into memory at a time; past it they are sent from disk, two buffers each. */
  hotLoadsMax: 16,
  /** Contents that the thread which reads small files hands over together. */
  smallFilesReplyBytesMax: 1 * MiB,
  /** Small files asked of the thread that reads them, at a time; past it they are read the longer way. */
  smallFilesWaitingMax: 256,
  /** That thread answers in a fraction of a millisecond; one that takes so long waits for its disk. */
  smallFileReplyTimeoutMs: 1_000,
  /** And is then left alone for so long. */
  smallFileRestMs: 30_000,
  /** How long a hot file's path may lead through links that were not looked at again. Its content is looked at every time. */
  hotFileResolveMs: 1_000,
  /** Text from this size on is sent gzip-coded to who accepts it: what fits into one packet gains nothing. */
  gzipBytesMin: 1_400,
  /** Text beyond this size is sent as it is: on a local network coding it would be slower. */
  gzipBytesMax: 64 * MiB,
  /** Bodies that are gzip-coded at a time; past it they are sent as they are. Each keeps one of the pool's four threads busy, and the disk needs some. */
  gzipStreamsMax: 2,

  /** Text is looked at up to here to tell whether it is UTF-8. */
  charsetSampleBytes: 64 * KiB,

  /** Threads that read folders; a folder on a slow disk then leaves one for the others. */
  folderWorkersMax: 2,
  /** A thread that reads folders and does not answer for so long waits for a disk that is gone: it is replaced. */
  folderReplyTimeoutMs: 20_000,
  /** Folder entries handled in one turn of the event loop, a millisecond's work. */
  entriesPerSliceMax: 512,
  /** A folder with at most this many entries is answered with one body of known length; a larger one is streamed. */
  wholeListingEntriesMax: 1_000,
  /** Entries of one folder that are listed at all; past it the listing says that it is cut. */
  listingEntriesMax: 500_000,
  /** Listings that are read or sent at a time; each holds its folder's names. Who keeps one while others wait is bounded by `wantedSendingTimeoutMs`. */
  listingsRunningMax: 32,
  /** Visitors who wait for one of those places. Beyond: 503. */
  listingsWaitingMax: 256,
  /** What of a JPEG is read for its embedded thumbnail: an EXIF segment has 64 KiB at most and stands near the beginning. */
  thumbnailScanBytesMax: 128 * KiB,
  /** A picture up to this size stands for itself in a grid of thumbnails; for a larger one without an embedded one the page shows an icon. */
  thumbnailSourceBytesMax: 512 * KiB,
  /** Thumbnails that are read at a time, so that a grid of photos on a slow disk leaves room for downloads. */
  thumbnailsRunningMax: 8,
  /** Visitors who wait for one of those places; no more than there are connections. Beyond: 503. */
  thumbnailsWaitingMax: 1_024,

  /** Open pages that are told when the share changes. Each keeps a connection, so it is a quarter of those; past it a page simply is not told. */
  eventStreamsMax: 256,
  /** A sign of life for routers that forget silent connections, often after 30 s or 60 s. */
  eventHeartbeatMs: 25_000,
  /** What waits for a page that does not read; past it the page is let go. */
  eventsQueuedMax: 8,

  /** Where the engine has a thread of its own: its events cross to the other one together, at most once in this time. Shorter than a person sees, and one wake-up in place of thousands. */
  eventBatchIntervalMs: 20,
  /** Exchanges in one batch, half a millisecond's work for the thread that takes it: 12,500 a second are told one by one. */
  eventBatchExchangesMax: 250,
  /** The same while more end than can be told: enough for any eye, and the processor is left to who serves and draws. */
  eventBatchFloodExchangesMax: 50,
  /** Exchanges that wait for their batch: a page full of thumbnails, many times over. Past it the oldest are only counted. */
  exchangesQueuedMax: 2_000,
  /** Faults told in one batch; a bug that every request meets must not fill the owner's error log. */
  eventBatchFaultsMax: 8,
  /** After a stop's grace and `lastReportTimeoutMs`: how long the thread's answer is waited for. Then the thread is ended, and all that it serves with it. */
  threadAnswerMarginMs: 1_000,
  /** How long the end of a thread is waited for; one that is stuck in the kernel (a disk that never answers) does not end. */
  threadEndTimeoutMs: 1_000,

  /** Items in one share: a whole evening's pictures may be dropped one by one. A path that leads nowhere is looked for in each folder among them. */
  itemsMax: 500,
} as const;

export type Limits = Readonly<Record<keyof typeof limits, number>>;
