import { formatWait } from '../../app/formatTime.js';
import { useSession } from '../../app/useSession.js';
import { Icon } from '../../controls/Icon.js';
import { PictureBox } from '../../controls/PictureBox.js';
import { ProgressBar } from '../../controls/ProgressBar.js';
import { isOpen, shareDone, type DepthJob } from '../../state/depthJob.js';
import { useStore } from '../../state/useStore.js';
import { remedyOf, strings } from '../../strings.js';

const words = strings.jobs;

/** "Reading depth · 42 % · 18 fps · 12 s left · cpu". */
function describeProgress({ state, progress, failure, passport, provider, losses }: DepthJob, share: number): string {
  if (state === 'failed') return `${words.failed}: ${failure?.message ?? ''} ${failure ? remedyOf(failure) : ''}`;
  if (state === 'done') return [words.done, passport?.provider].filter(Boolean).join(' · ');
  if (state === 'waiting') return losses === undefined ? words.waiting : words.lost;
  const parts = [`${Math.floor(share * 100)} %`];
  if (state === 'paused') return [words.paused, ...parts].join(' · ');
  if (progress) parts.unshift(words.stage[progress.stage] ?? progress.stage);
  if (progress?.rate !== undefined) parts.push(words.rate(progress.rate));
  if (progress?.secondsLeft !== undefined) parts.push(words.left(formatWait(progress.secondsLeft)));
  if (provider !== undefined) parts.push(provider);
  return parts.join(' · ');
}

function JobButtons({ job }: { readonly job: DepthJob }): React.JSX.Element {
  const session = useSession();
  const { queue } = session;
  return (
    <div className="job-buttons">
      {(job.state === 'running' || job.state === 'waiting') && <button type="button" className="quiet" title={words.pause} aria-label={words.pause} onClick={() => queue.pause(job.id)}><Icon name="pause" /></button>}
      {(job.state === 'paused' || job.state === 'failed') && <button type="button" className="quiet" title={words.resume} aria-label={words.resume} onClick={() => queue.resume(job.id)}><Icon name="play" /></button>}
      {job.state === 'done' && job.kind === 'whole' && <button type="button" className="quiet" title={words.importNow} aria-label={words.importNow} onClick={() => void session.importPass(job)}><Icon name="import" /></button>}
      <button type="button" className="quiet" title={isOpen(job) ? words.cancel : words.forget} aria-label={isOpen(job) ? words.cancel : words.forget} onClick={() => queue.remove(job.id)}><Icon name="close" /></button>
    </div>
  );
}

function JobRow({ job }: { readonly job: DepthJob }): React.JSX.Element {
  const share = shareDone(job);
  const session = useSession();
  const { folder, passport } = job;
  return (
    <li className={`job ${job.state}`} data-job-state={job.state}>
      <button type="button" className="job-picture" title={words.show} aria-label={words.show} disabled={!passport || folder === undefined} onClick={() => passport && folder !== undefined && session.show({ clip: job.clip, folder, passport, ...(job.of === undefined ? {} : { of: job.of }) })}>
        {job.thumbnail ? <PictureBox picture={job.thumbnail} /> : <Icon name="depth" />}
      </button>
      <div className="job-words">
        <span className="job-name" title={job.clip}>{job.kind === 'sample' ? `${job.name} · ${job.of === undefined ? words.sample(job.frame) : words.oneFrame}` : job.name}</span>
        <span className="faint job-facts">{describeProgress(job, share)}</span>
        {isOpen(job) && <ProgressBar share={share} name={job.name} />}
        {job.notes?.map((note) => <span key={note} className="faint cut" title={note}>{note}</span>)}
      </div>
      <JobButtons job={job} />
    </li>
  );
}

/** Running, waiting and finished jobs at the foot of the panel. */
export function JobList(): React.JSX.Element | null {
  const jobs = useStore(useSession().queue.jobs);
  if (jobs.length === 0) return null;
  return (
    <footer className="jobs" aria-label={words.title}>
      <ul>{jobs.map((job) => <JobRow key={job.id} job={job} />)}</ul>
    </footer>
  );
}
