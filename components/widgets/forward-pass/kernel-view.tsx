import { useEffect, useState } from 'react';
import { Select } from '@/components/ui';
import { type KernelTexts, loadKernelTexts } from './kernel-texts';

interface KernelViewProps {
  readonly kernel: string;
  /** It is that of the stage the reader is at. */
  readonly isChosen: boolean;
}

/** A kernel's WGSL beside its plain reference; fetched when it is opened for the first time. */
export function KernelView({ kernel, isChosen }: KernelViewProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [texts, setTexts] = useState<KernelTexts | null>(null);
  const [problem, setProblem] = useState('');
  const [path, setPath] = useState('');

  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    loadKernelTexts(kernel).then(
      (loaded) => {
        if (!isCurrent) return;
        setTexts(loaded);
        setPath(loaded.shaders[0].path);
        setProblem('');
      },
      (thrown: unknown) => isCurrent && setProblem(thrown instanceof Error ? thrown.message : String(thrown)),
    );
    return () => {
      isCurrent = false;
    };
  }, [isOpen, kernel]);

  const shader = texts?.shaders.find((text) => text.path === path) ?? texts?.shaders[0];
  return (
    <details className="fold kernel" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{isChosen ? 'The program of this stage' : 'The program of the commonest stage'}: kernel {kernel}, for the GPU and plainly</summary>
      <div className="kernel-body" data-kernel={texts?.kernel}>
        {problem && <p role="status">{problem} Close this part and open it again.</p>}
        {texts && shader && (
          <div className="kernel-pair">
            <div>
              <p className="kernel-path">
                WGSL, for the GPU: <code>{shader.path}</code>
              </p>
              {texts.shaders.length > 1 && <Select label="File" value={shader.path} options={texts.shaders.map((text) => ({ value: text.path, label: text.path.split('/').slice(-1)[0] }))} onChange={setPath} />}
              <pre tabIndex={0} role="region" aria-label={`WGSL of ${kernel}`}>
                <code>{shader.text}</code>
              </pre>
            </div>
            <div>
              <p className="kernel-path">
                The reference, in plain loops: <code>{texts.reference.path}</code>
              </p>
              <pre tabIndex={0} role="region" aria-label={`Reference of ${kernel}`}>
                <code>{texts.reference.text}</code>
              </pre>
            </div>
          </div>
        )}
        <p className="field-note">Kernels are checked against their references by our tests, and once more on your device when the engine starts. On a CPU a third version does the work, in WebAssembly.</p>
      </div>
    </details>
  );
}
