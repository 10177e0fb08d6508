/** The name under which this process takes jobs and reports itself. */
export abstract class WorkerId {
  abstract readonly id: string;
}
