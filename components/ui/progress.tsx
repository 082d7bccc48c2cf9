import { bytesText } from './bytes';

interface ProgressProps {
  /** What is being done: `Fetching the model`. */
  readonly label: string;
  readonly receivedBytes: number;
  /** 0 while it is not known yet. */
  readonly totalBytes: number;
}

/** A download as a bar and in words: received and total. */
export function Progress({ label, receivedBytes, totalBytes }: ProgressProps) {
  const known = totalBytes > 0;
  return (
    <div className="progress">
      <span className="progress-label">
        <span>{label}</span>
        <span className="figures">{known ? `${bytesText(receivedBytes, totalBytes)} of ${bytesText(totalBytes)}` : bytesText(receivedBytes)}</span>
      </span>
      <progress aria-label={label} max={known ? totalBytes : undefined} value={known ? receivedBytes : undefined} />
    </div>
  );
}
