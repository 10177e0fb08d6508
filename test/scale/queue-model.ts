import { EventHeap } from './event-heap';

/** Seconds throughout; times count from the start of the simulated day. */
export interface Plan {
  readonly seconds: number;
  /** Jobs a second at a moment. */
  readonly arrivalRate: (at: number) => number;
  /** No less than `arrivalRate` ever is. */
  readonly highestRate: number;
  /** Jobs that come all at once. */
  readonly burst?: { readonly at: number; readonly jobs: number };
  /** What one job takes a slot. */
  readonly serviceTime: () => number;
  readonly slotsPerWorker: number;
  readonly scaling: Scaling;
  /** `analysis.max_waiting_jobs`: a further submission is refused. */
  readonly mostWaiting: number;
}

/** As `docker/kubernetes/components/keda` sets it; the rest are the defaults of Kubernetes' autoscaler. */
export interface Scaling {
  readonly fewest: number;
  readonly most: number;
  /** Jobs, waiting and running, for each worker. */
  readonly target: number;
  /** From the decision until a new worker takes jobs. */
  readonly startSeconds: number;
}

export interface Outcome {
  readonly arrived: number;
  readonly refused: number;
  readonly completed: number;
  /** Of those that began, in seconds, ascending. */
  readonly waits: Float64Array;
  readonly longestQueue: number;
  readonly mostWorkers: number;
  readonly workerHours: number;
}

const SYNC_SECONDS = 15; // --horizontal-pod-autoscaler-sync-period
const TOLERANCE = 0.1; // --horizontal-pod-autoscaler-tolerance
/** Within a period of 15 s, whichever is more. */
const UP = { factor: 2, pods: 4 };
const DOWN = { factor: 0.5, everySeconds: 60, afterSeconds: 300 };
/** `cooldownPeriod` of KEDA: without a job for so long, the last worker goes. */
const COOLDOWN_SECONDS = 300;

interface Worker {
  readyAt: number;
  running: number;
  isLeaving: boolean;
}

/** Jobs in order of arrival, workers that an autoscaler adds and takes away: one simulated day, the same for one seed. */
export class QueueModel {
  private readonly events = new EventHeap<() => void>();
  private readonly queue: number[] = [];
  private head = 0;
  private readonly workers: Worker[] = [];
  private readonly recommendations: { readonly at: number; readonly workers: number }[] = [];
  private readonly waits: number[] = [];
  private now = 0;
  private lastJobAt = 0;
  private lastShrinkAt = -Infinity;
  private figures = { arrived: 0, refused: 0, completed: 0, longestQueue: 0, mostWorkers: 0, workerSeconds: 0 };

  constructor(
    private readonly plan: Plan,
    private readonly random: () => number,
  ) {}

  run(): Outcome {
    for (let count = 0; count < this.plan.scaling.fewest; count += 1) this.addWorker(0);
    this.nextArrival(0);
    const { burst, seconds } = this.plan;
    if (burst !== undefined)
      this.events.add(burst.at, () => {
        for (let count = 0; count < burst.jobs; count += 1) this.arrive();
      });
    this.events.add(SYNC_SECONDS, () => {
      this.scale();
    });
    for (let next = this.events.take(); next !== undefined && next.at <= seconds; next = this.events.take()) {
      this.figures.workerSeconds += this.workers.length * (next.at - this.now);
      this.now = next.at;
      next.value();
    }
    const { workerSeconds, ...figures } = this.figures;
    return { ...figures, workerHours: workerSeconds / 3600, waits: Float64Array.from(this.waits).sort() };
  }

  /** A Poisson process whose rate changes: one of the highest rate, thinned. */
  private nextArrival(from: number): void {
    const at = from - Math.log(1 - this.random()) / this.plan.highestRate;
    this.events.add(at, () => {
      if (this.random() * this.plan.highestRate < this.plan.arrivalRate(at)) this.arrive();
      this.nextArrival(at);
    });
  }

  private arrive(): void {
    this.figures.arrived += 1;
    this.lastJobAt = this.now;
    if (this.waiting >= this.plan.mostWaiting) {
      this.figures.refused += 1;
      return;
    }
    this.queue.push(this.now);
    this.figures.longestQueue = Math.max(this.figures.longestQueue, this.waiting);
    this.begin();
  }

  private get waiting(): number {
    return this.queue.length - this.head;
  }

  private begin(): void {
    while (this.waiting > 0) {
      const worker = this.workers.find(
        ({ readyAt, running, isLeaving }) => readyAt <= this.now && !isLeaving && running < this.plan.slotsPerWorker,
      );
      if (worker === undefined) return;
      this.waits.push(this.now - this.queue[this.head]!);
      this.head += 1;
      worker.running += 1;
      this.events.add(this.now + this.plan.serviceTime(), () => {
        this.end(worker);
      });
    }
  }

  private end(worker: Worker): void {
    worker.running -= 1;
    this.lastJobAt = this.now;
    this.figures.completed += 1;
    if (worker.isLeaving && worker.running === 0) this.workers.splice(this.workers.indexOf(worker), 1);
    this.begin();
  }

  private addWorker(startSeconds: number): void {
    this.workers.push({ readyAt: this.now + startSeconds, running: 0, isLeaving: false });
    this.figures.mostWorkers = Math.max(this.figures.mostWorkers, this.workers.length);
    this.events.add(this.now + startSeconds, () => {
      this.begin();
    });
  }

  private scale(): void {
    const { scaling } = this.plan;
    const staying = this.workers.filter(({ isLeaving }) => !isLeaving);
    const wanted = this.wanted(staying.length);
    for (let count = staying.length; count < wanted; count += 1) this.addWorker(scaling.startSeconds);
    for (const worker of staying.slice(wanted)) {
      worker.isLeaving = true;
      if (worker.running === 0) this.workers.splice(this.workers.indexOf(worker), 1);
    }
    if (wanted < staying.length) this.lastShrinkAt = this.now;
    this.events.add(this.now + SYNC_SECONDS, () => {
      this.scale();
    });
  }

  private wanted(present: number): number {
    const { fewest, most, target } = this.plan.scaling;
    const jobs = this.waiting + this.workers.reduce((sum, { running }) => sum + running, 0);
    if (present === 0) return jobs > 0 ? Math.max(1, fewest) : fewest;
    const within = Math.abs(jobs / (target * present) - 1) <= TOLERANCE;
    const recommended = within ? present : Math.min(most, Math.max(1, fewest, Math.ceil(jobs / target)));
    this.recommendations.push({ at: this.now, workers: recommended });
    while (this.recommendations[0]!.at < this.now - DOWN.afterSeconds) this.recommendations.shift();
    if (recommended > present) return Math.min(recommended, Math.max(present * UP.factor, present + UP.pods));
    const stable = Math.max(...this.recommendations.map(({ workers }) => workers));
    if (jobs === 0 && fewest === 0 && this.now - this.lastJobAt >= COOLDOWN_SECONDS) return 0;
    if (stable >= present || this.now - this.lastShrinkAt < DOWN.everySeconds) return present;
    return Math.max(stable, Math.floor(present * DOWN.factor), 1);
  }
}
