import FrozenWeights from '@/components/widgets/frozen-weights';
import PhaseLedger from '@/components/widgets/phase-ledger';
import TrainLive from '@/components/widgets/train-live';
import TrainingReplay from '@/components/widgets/training-replay';
import Text from '@/content/lessons/01-two-phases.mdx';
import { lessonMetadata, LessonPage } from '../_lesson/lesson-page';

const slug = 'two-phases';
const widgets = { TrainLive, TrainingReplay, FrozenWeights, PhaseLedger };

export const metadata = lessonMetadata(slug);

export default function Page() {
  return (
    <LessonPage slug={slug}>
      <Text components={widgets} />
    </LessonPage>
  );
}
