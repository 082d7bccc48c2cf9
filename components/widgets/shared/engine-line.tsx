import type { MouseEvent } from 'react';
import { day } from '@/components/charts';
import { Button, bytesText, Progress, StatusLine } from '@/components/ui';
import type { EngineStatus } from '@/lib/engine-client/engine-status';
import type { RunSnapshot } from '@/lib/engine-client/use-run';

interface EngineLineProps {
  readonly engine: RunSnapshot['engine'];
  readonly device: string;
  readonly recorded: RunSnapshot['recorded'];
  readonly load: EngineStatus;
  /** Nothing may be pressed yet. */
  readonly waking: boolean;
  /** Said while a recording is shown and the model is ready; told the engine's name. */
  readonly readyText: (engine: string) => string;
  readonly onAllowDownload: () => void;
  /** Said where there is no JavaScript. */
  readonly withoutScript?: string;
}

const names = { webgpu: 'WebGPU', cpu: 'the CPU' } as const;

/** Whether what is shown is live or recorded, on which engine; and where the live one stands. Always the same height. */
export function EngineLine({ engine, device, recorded, load, waking, readyText, onAllowDownload, withoutScript = 'Without JavaScript nothing here can be pressed; the recording can be read.' }: EngineLineProps) {
  return (
    <div className="engine-line">
      <StatusLine state={engine === 'webgpu' || engine === 'cpu' ? 'live' : 'recorded'}>
        <EngineName engine={engine} device={device} recorded={recorded} />
      </StatusLine>
      <div className="engine-load">{waking ? <noscript>{withoutScript}</noscript> : <LoadLine load={load} live={engine === 'webgpu' || engine === 'cpu'} readyText={readyText} onAllowDownload={onAllowDownload} />}</div>
    </div>
  );
}

function EngineName({ engine, device, recorded }: Pick<EngineLineProps, 'engine' | 'device' | 'recorded'>) {
  if (engine === 'none') return <b>Nothing has run yet</b>;
  if (engine === 'recorded') {
    return (
      <>
        <b>Recorded</b> {recorded && `on ${day(recorded.date)}, ${recorded.device}`}
      </>
    );
  }
  return (
    <>
      <b>Live on {names[engine]}</b> {device && `in this tab: ${device}`}
    </>
  );
}

function LoadLine({ load, live, readyText, onAllowDownload }: Pick<EngineLineProps, 'load' | 'readyText' | 'onAllowDownload'> & { readonly live: boolean }) {
  switch (load.status) {
    case 'idle':
      return '';
    case 'recorded-only':
      return <RecordedOnly />;
    case 'waiting-for-consent':
      return (
        <span className="engine-consent">
          Your browser asks to save data, so the model waits.{' '}
          <Button action="allow-download" onClick={onAllowDownload}>
            Fetch the model ({bytesText(load.bytes)})
          </Button>
        </span>
      );
    case 'loading':
      return <Loading load={load} />;
    case 'ready':
      return live ? '' : readyText(names[load.result.engine.backend]);
    case 'failed':
      return 'The model could not be loaded.';
    default:
      return load satisfies never;
  }
}

/** The order outlives the address that gave it, as the engine does: only a page loaded anew is without it. */
function RecordedOnly() {
  const loadWithoutOrder = (event: MouseEvent) => {
    event.preventDefault();
    const address = new URL(window.location.href);
    address.searchParams.delete('engine');
    window.history.replaceState(window.history.state, '', address);
    window.location.reload();
  };
  return (
    <>
      This visit began with an address that asks for recordings only.{' '}
      <a href={window.location.pathname} onClick={loadWithoutOrder}>
        Load the page without it
      </a>
    </>
  );
}

function Loading({ load }: { readonly load: Extract<EngineStatus, { status: 'loading' }> }) {
  const { stage, progress, ladder, recoveringFrom } = load;
  // The files are there, and the GPU was not to be had.
  if (ladder.length > 0) return 'Getting the model ready on the CPU…';
  if (stage === 'compile') return 'Compiling the shaders for this GPU…';
  if (stage === 'self-test') return 'Checking every kernel against the reference on this device…';
  const label = progress?.retryReason ? `${progress.retryReason} Trying again…` : progress?.cached ? 'Reading the model from this browser’s store' : 'Fetching the model';
  return <Progress label={recoveringFrom ? `Starting again: ${recoveringFrom}` : label} receivedBytes={progress?.receivedBytes ?? 0} totalBytes={progress?.totalBytes ?? 0} />;
}
