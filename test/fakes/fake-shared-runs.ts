import type { RunClaim, SharedRun } from '#application/ports/shared-runs.port';
import { SharedRuns } from '#application/ports/shared-runs.port';
import type { JobId } from '#domain/jobs/analysis-job';
import type { ContentKey } from '#domain/jobs/analysis-options';

interface Sharing {
  shared: SharedRun;
  readonly followers: Map<JobId, number>;
}

/** Shared runs in memory. */
export class FakeSharedRuns extends SharedRuns {
  private readonly contents = new Map<ContentKey, Sharing>();

  async join(content: ContentKey, { id, priority, timeoutSeconds, at }: RunClaim): Promise<SharedRun> {
    await Promise.resolve();
    const sharing = this.contents.get(content) ?? {
      shared: { run: id, priority, timeoutSeconds },
      followers: new Map<JobId, number>(),
    };
    this.contents.set(content, sharing);
    const { shared, followers } = sharing;
    if (shared.run !== id && !followers.has(id)) followers.set(id, at);
    sharing.shared = {
      run: shared.run,
      priority: Math.max(shared.priority, priority),
      timeoutSeconds: Math.max(shared.timeoutSeconds, timeoutSeconds),
    };
    return sharing.shared;
  }

  async find(content: ContentKey): Promise<SharedRun | undefined> {
    await Promise.resolve();
    return this.contents.get(content)?.shared;
  }

  async followers(content: ContentKey): Promise<readonly JobId[]> {
    await Promise.resolve();
    return oldestFirst(this.contents.get(content)?.followers ?? new Map<JobId, number>());
  }

  async leave(content: ContentKey, id: JobId): Promise<SharedRun | undefined> {
    await Promise.resolve();
    const sharing = this.contents.get(content);
    if (sharing === undefined) return undefined;
    sharing.followers.delete(id);
    if (sharing.shared.run !== id) return sharing.shared;
    const [heir] = oldestFirst(sharing.followers);
    if (heir === undefined) {
      this.contents.delete(content);
      return undefined;
    }
    sharing.followers.delete(heir);
    sharing.shared = { ...sharing.shared, run: heir };
    return sharing.shared;
  }
}

function oldestFirst(followers: ReadonlyMap<JobId, number>): readonly JobId[] {
  return [...followers].sort(([, one], [, other]) => one - other).map(([id]) => id);
}
