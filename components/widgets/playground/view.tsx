'use client';

import '../shared/widgets.css';
import './playground.css';
import { useEffect, useState } from 'react';
import { ModelNature } from '@/components/lesson/model-nature';
import { Button, Controls, Notice } from '@/components/ui';
import { useMounted } from '@/components/ui/use-mounted';
import { ownModels } from '@/content/own-models';
import { engineClient } from '@/lib/engine-client/engine-client';
import { isHeld } from '@/lib/engine-client/held-models';
import { linkTo, readPageLink } from '@/lib/engine-client/page-link';
import { CopyLink } from '../shared/copy-link';
import { EngineLine } from '../shared/engine-line';
import { Failure } from '../shared/failure';
import { SpokenText } from '../shared/spoken-text';
import { usePageLink } from '../shared/use-page-link';
import { differenceInWords } from './compare';
import { isNamed } from './engine-choice';
import { ExportButton } from './export-button';
import { FiguresTable } from './figures-table';
import { HubModel } from './hub-model';
import { MainSettings } from './main-settings';
import { MoreSettings } from './more-settings';
import { PaceChart } from './pace-chart';
import { RunPanel } from './run-panel';
import { idsOf, type NamedRun, openSequences, precisionsUsed } from './run-record';
import { changed, isOwnEngine, linkOf, type PlaygroundSettings, refusalsOf, settingsOfLink, startSettings } from './settings';
import { useCalm } from './use-calm';
import { usePlayground } from './use-playground';
import { useReaderModels } from './use-reader-models';
import { backendOf, deviceInWords, noteOf } from './words';

const name = 'playground';

/** Every way of running the model, to play with: one run, or two side by side. */
export default function Playground() {
  const mounted = useMounted();
  const { controller, snapshot } = usePlayground();
  const [settings, setSettings] = useState<PlaygroundSettings>(startSettings);
  const [touched, setTouched] = useState(false);
  const { run, kept, status, load, error, making, canGoLive } = snapshot;
  const isRunning = status === 'running';

  const change = (next: Partial<PlaygroundSettings>) => {
    const after = changed(settings, next);
    setTouched(true);
    setSettings(after);
    // Precision, block size and pace hold at once, in mid-text; the rest holds for the next run.
    if (next.precision !== undefined || next.block !== undefined) controller.changePlan(after);
    if (next.watch !== undefined) controller.changePace(after);
  };

  const isResting = status !== 'running' && status !== 'loading';
  const tokens = run && run.sequences.length === 1 ? idsOf(run.sequences[0]) : [];
  const link = usePageLink(name, !touched ? null : isResting ? linkOf(settings, tokens) : 'unsettled', (opened) => {
    const read = settingsOfLink(opened);
    setTouched(true);
    setSettings(read);
    if (opened.tokens && isOwnEngine(read.engine) && engineClient().order.engine !== 'recorded') controller.open(read, opened.tokens);
  });
  usePageSeed((seed) => setSettings((before) => ({ ...before, seed })));

  const start = () => {
    setTouched(true);
    controller.start(settings);
  };
  const reset = () => {
    controller.reset();
    link.clear();
    setTouched(false);
    setSettings({ ...startSettings, seed: engineClient().order.seed ?? startSettings.seed });
  };
  const own = ownModels.find((model) => model.name === settings.model);
  const isReaders = isHeld(settings.model);
  const readers = useReaderModels({ canOpen: canGoLive, inUse: settings.model, onModel: (model) => change({ model: model ?? startSettings.model, dtype: '' }) });
  const mayRun = mounted && canGoLive && (own || isReaders || controller.isReady(settings));
  const canGoOn = run !== null && openSequences(run).length > 0 && run.passes.length > 0;
  const runs: readonly NamedRun[] = [...(kept ? [{ name: 'A', run: kept }] : []), ...(run && run.passes.length > 0 ? [{ name: kept ? 'B' : 'A', run }] : [])];

  return (
    <div className="widget playground" data-widget={name} data-status={mounted ? status : 'loading'} data-engine={snapshot.engine}>
      <EngineLine
        engine={backendOf(snapshot)}
        device={deviceInWords(snapshot)}
        recorded={null}
        load={load}
        waking={!mounted}
        withoutScript="Without JavaScript nothing here can be pressed, and this figure has nothing recorded."
        readyText={(where) => `The model is ready: Run writes live, on ${where}.`}
        onAllowDownload={controller.allowDownload}
      />
      {link.problem && <Notice kind="note" title={link.problem} />}
      <MainSettings settings={settings} refusals={refusalsOf(settings)} onChange={change} disabled={!mounted} />
      <Controls label="The run">
        <Button kind="primary" action="run" disabled={!mayRun} onClick={start}>
          Run
        </Button>
        {isRunning || status === 'loading' ? (
          <Button className="button-play" action="stop" onClick={controller.stop}>
            Stop
          </Button>
        ) : (
          <Button className="button-play" action="play" disabled={!mayRun || !canGoOn} onClick={() => controller.goOn(settings)}>
            Continue
          </Button>
        )}
        {kept ? (
          <Button action="drop" disabled={!mounted} onClick={controller.letGo}>
            Drop run A
          </Button>
        ) : (
          <Button action="keep" disabled={!mounted || !isResting || !run || run.passes.length === 0} onClick={controller.keep}>
            Keep as A
          </Button>
        )}
        <Button action="reset" disabled={!mounted} onClick={reset}>
          Reset
        </Button>
      </Controls>
      <MoreSettings settings={settings} refusals={refusalsOf(settings)} onChange={change} disabled={!mounted} readers={readers} />
      {!own && !isReaders && mounted && canGoLive && <HubModel key={isNamed(settings.model) ? settings.model : 'by name'} settings={settings} onChange={change} controller={controller} load={load} />}
      {error && (
        <Failure error={error} onRetry={() => controller.retry(settings)}>
          {error.code === 'prompt-too-long' ? (
            <Button
              action="cut"
              onClick={() => {
                const cut = changed(settings, { cut: true });
                setSettings(cut);
                controller.start(cut);
              }}
            >
              Read only its end
            </Button>
          ) : undefined}
        </Failure>
      )}

      <p className="playground-note">{noteOf(snapshot, settings)}</p>
      <div className="runs" data-compared={kept ? true : undefined}>
        {kept && <RunPanel name="A" run={kept} other={run} writing={false} />}
        <RunPanel name={kept ? 'B' : ''} run={run} other={kept} writing={isRunning} unread={settings.prompt} />
      </div>
      {kept && run && run.passes.length > 0 && <p className="playground-note compare-note">{differenceInWords(kept, run)}</p>}
      {own && <ModelNature model={own} />}

      <Figures runs={runs} isRunning={isRunning} />
      <div className="playground-foot">
        <ExportButton runs={runs} link={() => linkTo(name, linkOf(settings, tokens))} disabled={!mounted || runs.length === 0} />
        {isReaders && <p className="field-note">The link takes your settings and prompt along, not your model and what it wrote: those stay on this device.</p>}
        <CopyLink disabled={!mounted} link={() => linkTo(name, linkOf(settings, isResting ? tokens : []))} />
      </div>
      <SpokenText text={run && run.sequences.length === 1 ? run.sequences[0].state.text : ''} playing={isRunning} now={making ? '' : status === 'done' ? 'The run is over.' : ''} />
    </div>
  );
}

/** The curve and the figures of the runs, calm enough to be read. */
function Figures({ runs, isRunning }: { readonly runs: readonly NamedRun[]; readonly isRunning: boolean }) {
  const calm = useCalm(runs, isRunning);
  return (
    <div className="playground-figures" data-columns={calm.reduce((sum, { run }) => sum + precisionsUsed(run).length, 0)}>
      <PaceChart runs={calm} />
      <FiguresTable runs={calm} />
    </div>
  );
}

/** `?seed=N` of the page's address, once there is an address; a link into this figure brings its own. */
function usePageSeed(onSeed: (seed: number) => void): void {
  useEffect(() => {
    const { seed } = engineClient().order;
    if (seed !== null && !readPageLink(name)?.state) onSeed(seed);
    // The address does not change under the page.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
}
